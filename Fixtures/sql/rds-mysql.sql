-- SPDX-License-Identifier: Apache-2.0
-- The replication procedures of Amazon RDS for MySQL 8.4, with the same names and arguments, over the real statements.
-- Signatures: Amazon RDS User Guide, "Configuring, starting, and stopping binary log (binlog) replication".
DROP TABLE IF EXISTS mysql.rds_configuration;
CREATE TABLE mysql.rds_configuration (
    name VARCHAR(100) NOT NULL PRIMARY KEY, value VARCHAR(100), description VARCHAR(300) NOT NULL
);
INSERT INTO mysql.rds_configuration VALUES
    ('binlog retention hours', NULL, 'hours that files of the binary log are kept'),
    ('source delay', '0', 'seconds that replication is held back');
DELIMITER //
DROP PROCEDURE IF EXISTS mysql.rds_check_autocommit//
CREATE PROCEDURE mysql.rds_check_autocommit()
BEGIN
    IF @@autocommit = 0 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'autocommit must be 1';
    END IF;
END//
DROP PROCEDURE IF EXISTS mysql.rds_change_source//
CREATE PROCEDURE mysql.rds_change_source(options TEXT)
BEGIN
    CALL mysql.rds_check_autocommit();
    SET @rds_statement = CONCAT('CHANGE REPLICATION SOURCE TO ', options);
    PREPARE rds_change FROM @rds_statement;
    EXECUTE rds_change;
    DEALLOCATE PREPARE rds_change;
    SET @rds_statement = NULL;
END//
DROP FUNCTION IF EXISTS mysql.rds_connection//
CREATE FUNCTION mysql.rds_connection(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), ssl_encryption TINYINT
) RETURNS TEXT DETERMINISTIC
RETURN CONCAT('SOURCE_HOST=', QUOTE(host), ', SOURCE_PORT=', port, ', SOURCE_USER=', QUOTE(user),
    ', SOURCE_PASSWORD=', QUOTE(password), ', SOURCE_SSL=', ssl_encryption)//
DROP PROCEDURE IF EXISTS mysql.rds_set_external_source//
CREATE PROCEDURE mysql.rds_set_external_source(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), log_file VARCHAR(255), log_position BIGINT UNSIGNED,
    ssl_encryption TINYINT
)
CALL mysql.rds_change_source(CONCAT(mysql.rds_connection(host, port, user, password, ssl_encryption),
    ', SOURCE_LOG_FILE=', QUOTE(log_file), ', SOURCE_LOG_POS=', log_position, ', SOURCE_AUTO_POSITION=0'))//
DROP PROCEDURE IF EXISTS mysql.rds_set_external_source_with_delay//
CREATE PROCEDURE mysql.rds_set_external_source_with_delay(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), log_file VARCHAR(255), log_position BIGINT UNSIGNED,
    ssl_encryption TINYINT, delay INT
)
CALL mysql.rds_change_source(CONCAT(mysql.rds_connection(host, port, user, password, ssl_encryption),
    ', SOURCE_LOG_FILE=', QUOTE(log_file), ', SOURCE_LOG_POS=', log_position, ', SOURCE_AUTO_POSITION=0, SOURCE_DELAY=',
    LEAST(delay, 86400)))//
DROP PROCEDURE IF EXISTS mysql.rds_set_external_source_with_auto_position//
CREATE PROCEDURE mysql.rds_set_external_source_with_auto_position(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), ssl_encryption TINYINT, delay INT
)
CALL mysql.rds_change_source(CONCAT(mysql.rds_connection(host, port, user, password, ssl_encryption),
    ', SOURCE_AUTO_POSITION=1, SOURCE_DELAY=', LEAST(delay, 86400)))//
DROP PROCEDURE IF EXISTS mysql.rds_start_replication//
CREATE PROCEDURE mysql.rds_start_replication()
START REPLICA//
DROP PROCEDURE IF EXISTS mysql.rds_stop_replication//
CREATE PROCEDURE mysql.rds_stop_replication()
STOP REPLICA//
DROP PROCEDURE IF EXISTS mysql.rds_reset_external_source//
CREATE PROCEDURE mysql.rds_reset_external_source()
BEGIN
    CALL mysql.rds_check_autocommit();
    STOP REPLICA;
    RESET REPLICA ALL;
END//
DROP PROCEDURE IF EXISTS mysql.rds_set_configuration//
CREATE PROCEDURE mysql.rds_set_configuration(setting VARCHAR(100), setting_value INT)
UPDATE mysql.rds_configuration SET value = setting_value WHERE name = setting//
DROP PROCEDURE IF EXISTS mysql.rds_show_configuration//
CREATE PROCEDURE mysql.rds_show_configuration()
SELECT name, value, description FROM mysql.rds_configuration//
DELIMITER ;
