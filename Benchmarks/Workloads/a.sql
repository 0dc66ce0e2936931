-- SPDX-License-Identifier: Apache-2.0
-- What sysbench's oltp_write_only writes: @count transactions of eleven events, four of them with one row each.
SET SESSION sql_log_bin = 0;
CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < 999) SELECT n FROM up;
CREATE TABLE sbtest1 (
    id INT NOT NULL AUTO_INCREMENT, k INT NOT NULL DEFAULT '0', c CHAR(120) NOT NULL DEFAULT '',
    pad CHAR(60) NOT NULL DEFAULT '', PRIMARY KEY (id), KEY k_1 (k)
) ENGINE = InnoDB;
SET @rows = LEAST(200000, 100 + 4 * @count);

DELIMITER //
-- A number below `most` that depends on the seed, on what it is for and on `number` alone.
CREATE FUNCTION pick(number INT, purpose CHAR(1), most INT) RETURNS INT DETERMINISTIC NO SQL
    RETURN CRC32(CONCAT(@seed, purpose, number)) % most//
-- Groups of eleven digits, joined by hyphens.
CREATE FUNCTION digits(number INT, purpose CHAR(1), text_length INT) RETURNS CHAR(119) DETERMINISTIC NO SQL
    RETURN LEFT(CONCAT_WS('-',
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/0')), 11, '0'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/1')), 11, '7'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/2')), 11, '4'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/3')), 11, '1'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/4')), 11, '8'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/5')), 11, '5'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/6')), 11, '2'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/7')), 11, '9'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/8')), 11, '6'),
        LPAD(CRC32(CONCAT(@seed, purpose, number, '/9')), 11, '3')), text_length)//
CREATE PROCEDURE prepare()
BEGIN
    DECLARE done INT DEFAULT 0;
    WHILE done < @rows DO
        INSERT INTO sbtest1 SELECT done + n + 1, pick(done + n, 'k', @rows) + 1, digits(done + n, 'c', 119),
            digits(done + n, 'p', 59) FROM numbers WHERE done + n < @rows ORDER BY n;
        SET done = done + 1000;
    END WHILE;
END//
CREATE PROCEDURE run()
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE gone INT;
    WHILE done < @count DO
        SET gone = pick(done, 'd', @rows) + 1;
        START TRANSACTION;
        UPDATE sbtest1 SET k = k + 1 WHERE id = pick(done, 'u', @rows) + 1;
        UPDATE sbtest1 SET c = digits(done, 'n', 119) WHERE id = pick(done, 'v', @rows) + 1;
        DELETE FROM sbtest1 WHERE id = gone;
        INSERT INTO sbtest1 VALUES (gone, pick(done, 'i', @rows) + 1, digits(done, 'm', 119), digits(done, 'q', 59));
        COMMIT;
        SET done = done + 1;
    END WHILE;
END//
DELIMITER ;
CALL prepare();
FLUSH BINARY LOGS;
SET SESSION sql_log_bin = 1;
CALL run();
