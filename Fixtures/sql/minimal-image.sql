-- SPDX-License-Identifier: Apache-2.0
-- Row images that leave out what the change does not need.
SET TIMESTAMP = 1767261600;
CREATE TABLE item (id INT PRIMARY KEY, a INT, b VARCHAR(20), c BLOB, d DATETIME(6) DEFAULT NULL, e INT DEFAULT 5);
CREATE TABLE heap (a INT, b INT);
SET SESSION binlog_row_image = MINIMAL;
INSERT INTO item (id, b) VALUES (1, 'one'), (2, NULL);
INSERT INTO item (id, a, c) VALUES (3, 30, 'three');
UPDATE item SET a = 1 WHERE id = 1;
UPDATE item SET id = 20, b = NULL WHERE id = 2;
INSERT INTO heap (a) VALUES (1), (2);
UPDATE heap SET b = a;
DELETE FROM item WHERE id = 3;
SET SESSION binlog_row_image = NOBLOB;
UPDATE item SET b = 'noblob' WHERE id = 1;
UPDATE item SET c = 'blob' WHERE id = 1;
DELETE FROM heap;
