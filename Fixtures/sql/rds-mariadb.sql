-- SPDX-License-Identifier: Apache-2.0
-- The replication procedures of Amazon RDS for MariaDB, with the same names and arguments, over the real statements.
-- Signatures: Amazon RDS User Guide, "mysql.rds_set_external_master", "mysql.rds_set_external_master_gtid".
DROP TABLE IF EXISTS mysql.rds_configuration;
CREATE TABLE mysql.rds_configuration (
    name VARCHAR(100) NOT NULL PRIMARY KEY, value VARCHAR(100), description VARCHAR(300) NOT NULL
);
INSERT INTO mysql.rds_configuration VALUES
    ('binlog retention hours', NULL, 'hours that files of the binary log are kept');
DELIMITER //
DROP PROCEDURE IF EXISTS mysql.rds_change_master//
CREATE PROCEDURE mysql.rds_change_master(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), ssl_encryption TINYINT, place TEXT
)
BEGIN
    IF @@autocommit = 0 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'autocommit must be 1';
    END IF;
    -- The source's certificate is not verified there.
    EXECUTE IMMEDIATE CONCAT('CHANGE MASTER TO MASTER_HOST=', QUOTE(host), ', MASTER_PORT=', port, ', MASTER_USER=', QUOTE(user),
        ', MASTER_PASSWORD=', QUOTE(password), ', MASTER_SSL=', ssl_encryption, ', MASTER_SSL_VERIFY_SERVER_CERT=0, ', place);
END//
DROP PROCEDURE IF EXISTS mysql.rds_set_external_master//
CREATE PROCEDURE mysql.rds_set_external_master(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), log_file VARCHAR(255), log_position BIGINT UNSIGNED,
    ssl_encryption TINYINT
)
CALL mysql.rds_change_master(host, port, user, password, ssl_encryption,
    CONCAT('MASTER_LOG_FILE=', QUOTE(log_file), ', MASTER_LOG_POS=', log_position, ', MASTER_USE_GTID=no'))//
DROP PROCEDURE IF EXISTS mysql.rds_set_external_master_gtid//
CREATE PROCEDURE mysql.rds_set_external_master_gtid(
    host VARCHAR(255), port INT, user VARCHAR(80), password VARCHAR(255), gtid VARCHAR(4000), ssl_encryption TINYINT
)
BEGIN
    EXECUTE IMMEDIATE CONCAT('SET GLOBAL gtid_slave_pos=', QUOTE(gtid));
    CALL mysql.rds_change_master(host, port, user, password, ssl_encryption, 'MASTER_USE_GTID=slave_pos');
END//
DROP PROCEDURE IF EXISTS mysql.rds_start_replication//
CREATE PROCEDURE mysql.rds_start_replication()
START SLAVE//
DROP PROCEDURE IF EXISTS mysql.rds_stop_replication//
CREATE PROCEDURE mysql.rds_stop_replication()
STOP SLAVE//
DROP PROCEDURE IF EXISTS mysql.rds_reset_external_master//
CREATE PROCEDURE mysql.rds_reset_external_master()
BEGIN
    STOP SLAVE;
    RESET SLAVE ALL;
END//
DROP PROCEDURE IF EXISTS mysql.rds_set_configuration//
CREATE PROCEDURE mysql.rds_set_configuration(setting VARCHAR(100), setting_value INT)
UPDATE mysql.rds_configuration SET value = setting_value WHERE name = setting//
DROP PROCEDURE IF EXISTS mysql.rds_show_configuration//
CREATE PROCEDURE mysql.rds_show_configuration()
SELECT name, value, description FROM mysql.rds_configuration//
DELIMITER ;
