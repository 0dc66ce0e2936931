-- SPDX-License-Identifier: Apache-2.0
-- Statements and rows that MariaDB compresses one by one.
SET GLOBAL log_bin_compress = ON;
SET GLOBAL log_bin_compress_min_len = 10;
SET TIMESTAMP = 1767261600;
CREATE TABLE line (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(200), body TEXT) CHARACTER SET utf8mb4;
INSERT INTO line (name, body) VALUES ('one', 'eins'), ('two', REPEAT('zwei ', 100)), (REPEAT('three ', 15), NULL);
BEGIN;
INSERT INTO line (name) SELECT REPEAT(name, 1) FROM line;
UPDATE line SET body = CONCAT(name, ' again');
DELETE FROM line WHERE id = 2;
COMMIT;
SET SESSION binlog_format = STATEMENT;
UPDATE line SET body = 'changed by a statement that is long enough to be compressed' WHERE id = 1;
SET SESSION binlog_format = ROW;
SET GLOBAL log_bin_compress = OFF;
SET GLOBAL log_bin_compress_min_len = 256;
