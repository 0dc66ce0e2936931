-- SPDX-License-Identifier: Apache-2.0
-- Every column type with its edges: smallest, largest, zero, NULL, and a change of each.
SET SESSION sql_mode = '';
SET TIMESTAMP = 1767261600;
CREATE TABLE numbers (
    id INT PRIMARY KEY,
    t TINYINT, tu TINYINT UNSIGNED, s SMALLINT, su SMALLINT UNSIGNED, m MEDIUMINT, mu MEDIUMINT UNSIGNED,
    i INT, iu INT UNSIGNED, b BIGINT, bu BIGINT UNSIGNED,
    f FLOAT, d DOUBLE, d9 DECIMAL(9, 0), d10 DECIMAL(10, 2), d65 DECIMAL(65, 30), d30 DECIMAL(30, 30),
    b1 BIT(1), b9 BIT(9), b64 BIT(64), y YEAR
);
INSERT INTO numbers VALUES
    (1, -128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0,
        -3.4e38, -1.7e308, -999999999, -12345678.91, -12345678901234567890123456789012345.678901234567890123456789012345, -0.5,
        b'0', b'0', b'0', 0),
    (2, 127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615,
        3.4e38, 1.7e308, 999999999, 99999999.99, 99999999999999999999999999999999999.999999999999999999999999999999, 0.999999999999999999999999999999,
        b'1', b'111111111', x'ffffffffffffffff', 2155),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0.1, 0.1, 0, 0, 0, 0, b'1', b'101', x'0123456789abcdef', 1901);
UPDATE numbers SET t = -1, f = f / 3, d = d / 3, d10 = -d10;
DELETE FROM numbers WHERE id > 2;

CREATE TABLE times (
    id INT PRIMARY KEY, d DATE,
    t0 TIME, t1 TIME(1), t3 TIME(3), t6 TIME(6),
    dt0 DATETIME, dt2 DATETIME(2), dt4 DATETIME(4), dt6 DATETIME(6),
    ts0 TIMESTAMP NULL, ts1 TIMESTAMP(1) NULL, ts3 TIMESTAMP(3) NULL, ts6 TIMESTAMP(6) NULL
);
INSERT INTO times VALUES
    (1, '0000-00-00', '-838:59:59', '-00:00:00.1', '-00:00:00.001', '-838:59:58.999999',
        '0000-00-00 00:00:00', '1000-01-01 00:00:00.01', '2026-00-00 00:00:00', '9999-12-31 23:59:59.999999',
        '0000-00-00 00:00:00', '1970-01-01 00:00:01.1', '2038-01-19 03:14:07.999', '2026-02-28 23:59:59.000001'),
    (2, '9999-12-31', '838:59:59', '00:00:00.9', '12:34:56.789', '00:00:00.000001',
        '2026-02-28 12:00:00', '2026-02-28 12:00:00.99', '2026-02-28 12:00:00.1234', '2026-02-28 12:00:00.123456',
        '2026-02-28 12:00:00', '2026-02-28 12:00:00.9', '2026-02-28 12:00:00.123', '2026-02-28 12:00:00.123456'),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE times SET d = '2026-02-28', t6 = '-00:00:00.000001' WHERE id <> 2;

CREATE TABLE strings (
    id INT PRIMARY KEY,
    c0 CHAR(0), c4 CHAR(4), c255 CHAR(255) CHARACTER SET utf8mb4, v4 VARCHAR(4), v300 VARCHAR(300) CHARACTER SET utf8mb4,
    l1 VARCHAR(10) CHARACTER SET latin1, koi VARCHAR(10) CHARACTER SET koi8r, big VARCHAR(10) CHARACTER SET big5,
    sj VARCHAR(10) CHARACTER SET sjis, u2 VARCHAR(10) CHARACTER SET ucs2, u16 VARCHAR(10) CHARACTER SET utf16,
    u32 VARCHAR(10) CHARACTER SET utf32, uj VARCHAR(10) CHARACTER SET ujis, gb VARCHAR(10) CHARACTER SET gbk,
    bin8 BINARY(8), vbin VARBINARY(20),
    tt TINYTEXT, tx TEXT, mt MEDIUMTEXT, lt LONGTEXT, tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB,
    e ENUM('', 'one', 'zażółć') CHARACTER SET utf8mb4, st SET('a', 'b', 'c c'), st2 SET('x', 'y') CHARACTER SET utf8mb4
) CHARACTER SET utf8mb4;
INSERT INTO strings VALUES
    (1, '', 'ab', 'schräg', 'abcd', REPEAT('漢', 90), 'äöü€', 'мир', '漢字', '日本', '漢字', '🐳', '🐳', '日本', '漢字',
        x'61000000', x'00ff00', 'tiny', 'te\'xt\\', REPEAT('medium ', 9), 'long\n', x'00', x'deadbeef', x'', REPEAT(x'0102', 30),
        'one', 'a,b', 'y'),
    (2, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE strings SET v300 = CONCAT('a\tb\0', v300), e = 'zażółć', st = 'a,b' WHERE id < 3;
DELETE FROM strings WHERE id = 3;

CREATE TABLE shapes (id INT PRIMARY KEY, g GEOMETRY, p POINT, l LINESTRING, po POLYGON, mp MULTIPOINT, gc GEOMETRYCOLLECTION);
INSERT INTO shapes VALUES
    (1, ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('POINT(-0.5 1e100)'), ST_GeomFromText('LINESTRING(0 0, 1 1, 2 0)'),
        ST_GeomFromText('POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))'),
        ST_GeomFromText('MULTIPOINT(1 1, 2 2)'),
        ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(0 0, 9 9), MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0))))')),
    (2, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE shapes SET g = ST_GeomFromText('MULTILINESTRING((0 0, 1 1), (2 2, 3 3))') WHERE id = 1;
CREATE TABLE documents (id INT PRIMARY KEY, j JSON, k JSON);
INSERT INTO documents VALUES
    (1, '{}', '[]'),
    (2, 'null', '"text"'),
    (3, '[true, false, null, 0, -1, 32767, 32768, -32769, 2147483648, -2147483649, 18446744073709551615, 1.5, 1e300]', NULL),
    (4, '{"a": {"b": {"c": [1, [2, [3, {"d": "e"}]]]}}, "ä": "ö", "quote\\"d": "line\\nbreak", "": ""}', '[[[[[]]]]]'),
    (5, CONCAT('["', REPEAT('long ', 60), '", "', REPEAT('x', 200), '"]'), '"😀"');
INSERT INTO documents VALUES
    (6, JSON_ARRAY(CAST('2026-02-28' AS DATE), CAST('-12:34:56.789' AS TIME(3)), CAST('2026-02-28 12:00:00.5' AS DATETIME(6)),
        CAST(-12345.6789 AS DECIMAL(20, 4)), x'00ff', b'101'), JSON_OBJECT('point', ST_AsGeoJSON(ST_GeomFromText('POINT(1 2)'))));
UPDATE documents SET j = JSON_SET(j, '$.added', 1.25) WHERE id IN (1, 4);
CREATE TABLE vectors (id INT PRIMARY KEY, v VECTOR(4));
INSERT INTO vectors VALUES (1, STRING_TO_VECTOR('[1, -2.5, 0, 1e10]')), (2, NULL);
CREATE TABLE computed (
    my_row INT NOT NULL INVISIBLE DEFAULT 1, a INT, twice INT AS (a * 2) STORED, half DOUBLE AS (a / 2) VIRTUAL,
    PRIMARY KEY (a)
) PARTITION BY HASH (a) PARTITIONS 3;
INSERT INTO computed (a) VALUES (1), (2), (3);
UPDATE computed SET a = a + 10;
