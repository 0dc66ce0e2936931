-- SPDX-License-Identifier: Apache-2.0
-- Statements as statements, with everything that a replica needs to repeat them, and a file that is loaded.
SET TIMESTAMP = 1767261600;
CREATE TABLE note (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(100), number DOUBLE) CHARACTER SET utf8mb4;
SET SESSION binlog_format = STATEMENT;
INSERT INTO note (text) VALUES ('first'), ('it''s'), ('żółw');
SET @text = 'variable', @whole = -5, @positive = 18446744073709551615, @real = 1.5e0, @exact = 1.50, @nothing = NULL;
INSERT INTO note (text, number) VALUES (@text, @whole), (@nothing, @real), ('exact', @exact), ('positive', @positive);
INSERT INTO note (text, number) VALUES ('random', RAND());
INSERT INTO note (text, number) VALUES ('last', LAST_INSERT_ID());
SET SESSION sql_mode = 'ANSI,STRICT_TRANS_TABLES', SESSION time_zone = '+02:00', SESSION lc_time_names = 'pl_PL';
UPDATE note SET text = CONCAT(DATE_FORMAT(NOW(), '%W'), ' zażółć') WHERE id = 1;
LOAD DATA INFILE '@FILE@' INTO TABLE note FIELDS TERMINATED BY ';' (text, number);
CREATE TEMPORARY TABLE t SELECT * FROM note;
DROP TEMPORARY TABLE t;
CREATE PROCEDURE count_notes() SELECT COUNT(*) FROM note;
SET SESSION binlog_format = ROW;
UPDATE note SET number = 0 WHERE id = 1;
