-- SPDX-License-Identifier: Apache-2.0
-- Transactions in compressed payloads, one of them with several statements and tables.
SET SESSION binlog_transaction_compression = ON;
SET SESSION binlog_rows_query_log_events = ON;
SET TIMESTAMP = 1767261600;
CREATE TABLE line (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100), body JSON);
CREATE TABLE total (id INT PRIMARY KEY, pieces INT);
INSERT INTO line (name, body) VALUES ('one', '{"n": 1}'), ('two', '{"n": 2}'), (REPEAT('three ', 15), NULL);
BEGIN;
INSERT INTO line (name) SELECT REPEAT(name, 1) FROM line;
INSERT INTO total SELECT 1, COUNT(*) FROM line;
UPDATE line SET body = JSON_OBJECT('id', id, 'again', name);
DELETE FROM line WHERE id = 2;
COMMIT;
SET SESSION binlog_transaction_compression = OFF;
INSERT INTO total VALUES (2, 2);
SET SESSION binlog_transaction_compression = ON, SESSION binlog_transaction_compression_level_zstd = 22;
UPDATE total SET pieces = pieces + 1;
