-- SPDX-License-Identifier: Apache-2.0
-- Wide rows: @count batches of 500 inserts into 33 columns; every second batch is updated too (5 columns), and with every
-- fifth the batch before it is deleted. Each statement is a transaction. For MySQL and MariaDB.
SET SESSION sql_log_bin = 0;
CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < 499) SELECT n FROM up;
CREATE TABLE wide (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, c_tiny TINYINT NOT NULL, c_utiny TINYINT UNSIGNED NOT NULL,
    c_small SMALLINT NOT NULL, c_med MEDIUMINT NOT NULL, c_int INT NOT NULL, c_uint INT UNSIGNED NOT NULL,
    c_big BIGINT NOT NULL, c_dec1 DECIMAL(10,2) NOT NULL, c_dec2 DECIMAL(20,6) NOT NULL, c_dec3 DECIMAL(38,10) NOT NULL,
    c_float FLOAT NOT NULL, c_double DOUBLE NOT NULL, c_date DATE NOT NULL, c_time TIME(3) NOT NULL, c_year YEAR NOT NULL,
    c_dt DATETIME NOT NULL, c_dt6 DATETIME(6) NOT NULL, c_ts TIMESTAMP NOT NULL DEFAULT '2026-01-01',
    c_ts6 TIMESTAMP(6) NOT NULL DEFAULT '2026-01-01', c_char CHAR(20) NOT NULL, c_vc1 VARCHAR(50) NOT NULL,
    c_vc2 VARCHAR(255) NOT NULL, c_bin BINARY(16) NOT NULL, c_vb VARBINARY(64) NOT NULL,
    c_enum ENUM('new','paid','packed','shipped','returned') NOT NULL, c_set SET('a','b','c','d','e','f','g','h') NOT NULL,
    c_bit BIT(12) NOT NULL, c_json JSON NOT NULL, c_blob BLOB NOT NULL, c_text TEXT NOT NULL,
    c_null1 INT NULL, c_null2 VARCHAR(40) NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

DELIMITER //
CREATE PROCEDURE run()
BEGIN
    DECLARE batch INT DEFAULT 0;
    WHILE batch < @count DO
        INSERT INTO wide SELECT number, h1 % 256 - 128, h2 % 256, h3 % 65536 - 32768, h4 % 16777216 - 8388608,
            h1 - 2147483648, h2, h1 * 2147483647 - 4611686018427387904,
            (h1 % 1000000000) / 100, h2 * 3107 - h3 / 1000000 - 1000000000,
            CAST(h3 AS DECIMAL(38)) * h4 + h1 / 4294967296, h2 / 1000, h3 * 1.25e10 / (h4 + 1),
            '2020-01-01' + INTERVAL h1 % 3650 DAY, SEC_TO_TIME(h2 % 86400 + h3 % 1000 / 1000), 1970 + h4 % 180,
            '2024-01-01' + INTERVAL h1 % 63072000 SECOND,
            '2024-01-01' + INTERVAL h2 * 15000 MICROSECOND, '2024-01-01' + INTERVAL h3 % 63072000 SECOND,
            '2024-01-01' + INTERVAL h4 * 15000 MICROSECOND,
            ELT(1 + h1 % 4, 'Köln', 'Москва', '東京都', 'São Paulo'),
            CONCAT(ELT(1 + h2 % 4, 'Größe ', 'Размер ', 'サイズ ', '🚚 '), h2),
            CONCAT(ELT(1 + h3 % 4, 'Im Lager, Regal ', 'На складе, полка ', '倉庫の棚 ', '📦 warehouse, shelf '), h3 % 5000,
                REPEAT(ELT(1 + h1 % 3, ' abc', ' где', ' 漢字'), h4 % 6)),
            UNHEX(LEFT(hash, 32)), UNHEX(LEFT(hash, 2 * (8 + h1 % 25))), 1 + h2 % 5, h3 % 256, h4 % 4096,
            JSON_OBJECT('id', number, 'sku', LEFT(hash, 8), 'price', h1 % 100000 / 100, 'stock', h2 % 1000,
                'tags', JSON_ARRAY('neu', 'скидка'), 'size', JSON_OBJECT('w', h3 % 300, 'h', h4 % 300), 'gone', NULL),
            UNHEX(REPEAT(hash, 1 + h3 % 2)),
            CONCAT(ELT(1 + h4 % 4, 'Lieferung bis Freitag, bitte beim Nachbarn abgeben. ', 'Доставка до пятницы. ',
                '金曜日までに配達してください。', 'Delivery by Friday, leave it at the door 🙂 '), hash),
            IF(h1 % 2, h2 % 100000, NULL), IF(h3 % 3, CONCAT('note ', h4), NULL)
        FROM (
            SELECT batch * 500 + n + 1 AS number, CAST(CRC32(CONCAT(@seed, 'a', batch * 500 + n)) AS SIGNED) AS h1,
                CAST(CRC32(CONCAT(@seed, 'b', batch * 500 + n)) AS SIGNED) AS h2, CAST(CRC32(CONCAT(@seed, 'c', batch * 500 + n)) AS SIGNED) AS h3,
                CAST(CRC32(CONCAT(@seed, 'd', batch * 500 + n)) AS SIGNED) AS h4, SHA2(CONCAT(@seed, batch * 500 + n), 256) AS hash
            FROM numbers ORDER BY n LIMIT 500
        ) AS made;
        IF batch % 2 = 1 THEN
            UPDATE wide SET c_int = -c_int - 1, c_dec1 = c_dec1 / 2, c_dt6 = c_dt6 + INTERVAL 1 DAY,
                c_vc1 = CONCAT(LEFT(c_vc1, 40), ' !'), c_enum = 'returned'
            WHERE id BETWEEN batch * 500 + 1 AND batch * 500 + 500;
        END IF;
        IF batch % 5 = 4 THEN
            DELETE FROM wide WHERE id BETWEEN batch * 500 - 499 AND batch * 500;
        END IF;
        SET batch = batch + 1;
    END WHILE;
END//
DELIMITER ;
FLUSH BINARY LOGS;
SET SESSION sql_log_bin = 1;
CALL run();
