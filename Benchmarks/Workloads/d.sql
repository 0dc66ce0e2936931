-- SPDX-License-Identifier: Apache-2.0
-- JSON: @count batches of 200 inserts of documents; every fourth batch is updated too, two paths in each document, logged as
-- full documents. Each statement is a transaction.
SET SESSION sql_log_bin = 0;
CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < 199) SELECT n FROM up;
CREATE TABLE docs (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, kind VARCHAR(20) NOT NULL, doc JSON NOT NULL, attrs JSON NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

DELIMITER //
CREATE PROCEDURE run()
BEGIN
    DECLARE batch INT DEFAULT 0;
    WHILE batch < @count DO
        INSERT INTO docs SELECT number, ELT(1 + h1 % 4, 'order', 'customer', 'Lieferung', 'товар'),
            JSON_OBJECT('id', number, 'uuid', LEFT(hash, 36), 'open', h1 % 2 = 0, 'score', h1 / 7e3,
                'created', CAST('2025-01-01' + INTERVAL h2 * 7000 MICROSECOND AS DATETIME(6)),
                'total', CAST(h2 % 1000000 / 100 AS DECIMAL(12, 2)),
                'customer', JSON_OBJECT('name', ELT(1 + h2 % 4, 'Jürgen Groß', 'Анна Петрова', '山田太郎', 'Zoë "Z" Smith'),
                    'mail', CONCAT(SUBSTR(hash, 40, 10), '@example.org'), 'born', CAST('1950-01-01' + INTERVAL h3 % 20000 DAY AS DATE),
                    'address', JSON_OBJECT('street', CONCAT('Hauptstraße ', h3 % 200), 'city', ELT(1 + h3 % 3, 'Köln', 'Казань', '大阪'),
                        'at', JSON_ARRAY(h3 / 1e8, -h4 / 1e8))),
                'items', JSON_ARRAY(
                    JSON_OBJECT('sku', LEFT(hash, 8), 'count', 1 + h1 % 9, 'price', h1 % 100000 / 100e0, 'gift', false),
                    JSON_OBJECT('sku', SUBSTR(hash, 9, 8), 'count', h2 % 70000, 'price', h2 / 3e0, 'gift', true),
                    JSON_OBJECT('sku', SUBSTR(hash, 17, 8), 'count', h3 * 8, 'price', h3 % 1000 + 0.5e0, 'note', NULL)),
                'text', CONCAT('Line one\nline two: "', hash, '" – ', ELT(1 + h4 % 3, 'Ende', 'конец', '終わり 🙂')),
                'weight', h4 % 100000 / 1e3, 'big', h3 * -1000000000),
            IF(h4 % 4 = 0, NULL, JSON_OBJECT('colour', ELT(1 + h1 % 4, 'rot', 'grün', 'синий', '黄'), 'size', h2 % 60,
                'tags', JSON_ARRAY('a', 'b', h3 % 10), 'ratio', h4 / 4294967296e0))
        FROM (
            SELECT batch * 200 + n + 1 AS number, CAST(CRC32(CONCAT(@seed, 'a', batch * 200 + n)) AS SIGNED) AS h1,
                CAST(CRC32(CONCAT(@seed, 'b', batch * 200 + n)) AS SIGNED) AS h2, CAST(CRC32(CONCAT(@seed, 'c', batch * 200 + n)) AS SIGNED) AS h3,
                CAST(CRC32(CONCAT(@seed, 'd', batch * 200 + n)) AS SIGNED) AS h4, SHA2(CONCAT(@seed, batch * 200 + n), 256) AS hash
            FROM numbers ORDER BY n LIMIT 200
        ) AS made;
        IF batch % 4 = 3 THEN
            UPDATE docs SET doc = JSON_SET(doc, '$.score', id * 1.5e0, '$.customer.address.city', 'Łódź')
            WHERE id BETWEEN batch * 200 + 1 AND batch * 200 + 200;
        END IF;
        SET batch = batch + 1;
    END WHILE;
END//
DELIMITER ;
FLUSH BINARY LOGS;
SET SESSION sql_log_bin = 1;
CALL run();
