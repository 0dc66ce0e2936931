-- SPDX-License-Identifier: Apache-2.0
-- A shop opens, sells, changes its mind about a column, and cleans up.
SET TIMESTAMP = 1767261600;
CREATE TABLE customer (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(60) NOT NULL,
    email VARCHAR(80) CHARACTER SET ascii,
    tier ENUM('bronze', 'silver', 'gold') NOT NULL DEFAULT 'bronze',
    born DATE,
    note TEXT
) CHARACTER SET utf8mb4;
CREATE TABLE stock (
    sku CHAR(8) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    title VARCHAR(80) NOT NULL,
    price DECIMAL(10, 2) NOT NULL,
    pieces INT NOT NULL,
    labels SET('new', 'sale', 'fragile', 'digital') NOT NULL DEFAULT ''
) CHARACTER SET utf8mb4;
CREATE TABLE purchase (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id INT UNSIGNED NOT NULL,
    sku CHAR(8) CHARACTER SET ascii NOT NULL,
    pieces SMALLINT UNSIGNED NOT NULL,
    total DECIMAL(10, 2) NOT NULL,
    ordered_at DATETIME(3) NOT NULL,
    paid_at TIMESTAMP NULL,
    details JSON
) CHARACTER SET utf8mb4;
SET TIMESTAMP = 1767261660;
INSERT INTO customer (name, email, tier, born, note) VALUES
    ('Ada Lovelace', 'ada@example.org', 'gold', '1815-12-10', NULL),
    ('Grace Hopper', 'grace@example.org', 'silver', '1906-12-09', 'prefers parcels without moths'),
    ('Łukasz Żółć', NULL, 'bronze', '1990-02-28', 'zażółć gęślą jaźń'),
    ('林 美咲', 'misaki@example.org', 'bronze', NULL, '🐳 likes whales');
INSERT INTO stock VALUES
    ('BOOK-001', 'Sketch of the Analytical Engine', 42.50, 12, 'fragile'),
    ('MUG-0007', 'Mug, "hello, world"', 9.99, 120, 'new,sale'),
    ('EBOOK-42', 'The Mythical Man-Month', 18.00, 0, 'digital');
SET SESSION binlog_rows_query_log_events = ON;
SET GTID_NEXT = 'AUTOMATIC:sales';
SET TIMESTAMP = 1767262380.125;
BEGIN;
INSERT INTO purchase (customer_id, sku, pieces, total, ordered_at, details)
    VALUES (1, 'BOOK-001', 1, 42.50, NOW(3), '{"gift": true, "wrap": {"paper": "blue", "ribbons": 2}}');
UPDATE stock SET pieces = pieces - 1 WHERE sku = 'BOOK-001';
COMMIT;
SET TIMESTAMP = 1767262500.5;
BEGIN;
INSERT INTO purchase (customer_id, sku, pieces, total, ordered_at, details) VALUES
    (2, 'MUG-0007', 6, 59.94, NOW(3), '{"gift": false, "coupons": ["SPRING", 10]}'),
    (4, 'EBOOK-42', 1, 18.00, NOW(3), NULL);
UPDATE stock SET pieces = pieces - 6, labels = 'sale' WHERE sku = 'MUG-0007';
UPDATE customer SET tier = 'silver' WHERE id = 4;
COMMIT;
SET TIMESTAMP = 1767262800;
UPDATE purchase SET paid_at = NOW() WHERE id IN (1, 2);
SET TIMESTAMP = 1767265200;
ALTER TABLE customer ADD COLUMN points INT NOT NULL DEFAULT 0 AFTER tier;
UPDATE customer SET points = 50 WHERE tier <> 'bronze';
SET TIMESTAMP = 1767268800;
BEGIN;
DELETE FROM purchase WHERE customer_id = 4;
DELETE FROM customer WHERE id = 3;
COMMIT;
BEGIN;
UPDATE stock SET price = price * 0.9 WHERE FIND_IN_SET('sale', labels);
ROLLBACK;
CREATE VIEW unpaid AS SELECT id, customer_id, total FROM purchase WHERE paid_at IS NULL;
SET GTID_NEXT = 'AUTOMATIC';
SET TIMESTAMP = 1767272400;
TRUNCATE TABLE purchase;
