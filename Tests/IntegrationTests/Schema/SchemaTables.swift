// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

/// Tables whose description is not plainly what they look like in the log.
enum SchemaTables {
    /// Makes the tables of a server, with a row in each.
    static func statements(_ server: LiveServer, schema: String) -> String {
        "USE \(schema);\n" + common + (server.flavour == .mariaDB ? mariaDB : mysql)
    }

    private static let common = """
        CREATE TABLE spellings (
            bo BOOL, se SERIAL, de DEC, fi FIXED(7,2), nu NUMERIC(12,4) UNSIGNED, r REAL, dp DOUBLE PRECISION(8,3),
            f30 FLOAT(30), zf INT ZEROFILL, n NCHAR(3), nv NATIONAL VARCHAR(4), lv LONG VARCHAR, tx TEXT(100),
            bb BLOB(70000), ch CHAR(60), c0 CHAR(0), v0 VARCHAR(0), u TINYTEXT CHARACTER SET utf16,
            vb VARBINARY(10), bi BINARY(3), ba CHAR(5) CHARACTER SET binary, y YEAR, b BIT(9),
            ti TIMESTAMP NULL, ti3 TIMESTAMP(3) NULL, d6 DATETIME(6), t2 TIME(2)
        ) CHARACTER SET utf8mb4;
        INSERT INTO spellings () VALUES ();
        CREATE TABLE labels (
            e ENUM('a', 'it''s', 'b\\\\s', 'new\\nline', 'q"q', 'ta\tb', '逗', '') CHARACTER SET utf8mb4,
            l ENUM('é', 'x') CHARACTER SET latin1,
            s SET('one', 'it''s', 'ü') CHARACTER SET latin1
        );
        INSERT INTO labels VALUES ('a', 'x', 'one');
        CREATE TABLE computed (
            a INT, v INT AS (a + 1) VIRTUAL, s INT AS (a * 2) STORED, i INT NOT NULL INVISIBLE DEFAULT 3,
            k INT NOT NULL DEFAULT 0, PRIMARY KEY (k, i)
        );
        INSERT INTO computed (a) VALUES (1);
        CREATE TABLE shapes (
            g GEOMETRY, po POINT NOT NULL, li LINESTRING, pg POLYGON, mp MULTIPOINT, ml MULTILINESTRING,
            mg MULTIPOLYGON, gc GEOMETRYCOLLECTION
        );
        INSERT INTO shapes (po) VALUES (POINT(1, 1));
        CREATE TABLE parted (a INT) PARTITION BY HASH (a) PARTITIONS 3;
        INSERT INTO parted VALUES (1);
        CREATE TABLE `odd ``name'` (`col ``'` INT, PRIMARY KEY (`col ``'`));
        INSERT INTO `odd ``name'` VALUES (1);
        CREATE TABLE defaults (a VARCHAR(10) DEFAULT 'NULL' COMMENT 'it''s', j JSON);
        INSERT INTO defaults () VALUES ();

        """

    private static let mysql = """
        CREATE TABLE indexed (a INT, j JSON, KEY ((a * 3)), KEY ((CAST(j->'$.k' AS UNSIGNED ARRAY))));
        INSERT INTO indexed VALUES (1, '{"k": [1, 2]}');
        SET SESSION sql_generate_invisible_primary_key = ON;
        CREATE TABLE keyless (a INT);
        SET SESSION sql_generate_invisible_primary_key = OFF;
        INSERT INTO keyless VALUES (1);
        CREATE TABLE vectors (v VECTOR(7), w VECTOR);
        INSERT INTO vectors VALUES (NULL, NULL);
        CREATE TABLE srid (p POINT NOT NULL SRID 4326);
        INSERT INTO srid VALUES (ST_GeomFromText('POINT(1 1)', 4326));

        """

    private static let mariaDB = """
        CREATE TABLE versioned (a INT) WITH SYSTEM VERSIONING;
        INSERT INTO versioned VALUES (1);
        CREATE TABLE versioned_shown (
            a INT, rs TIMESTAMP(6) GENERATED ALWAYS AS ROW START, re TIMESTAMP(6) GENERATED ALWAYS AS ROW END,
            PERIOD FOR SYSTEM_TIME (rs, re)
        ) WITH SYSTEM VERSIONING;
        INSERT INTO versioned_shown (a) VALUES (1);
        CREATE TABLE hashed (a INT, b TEXT, c BLOB, UNIQUE (b), UNIQUE (c, a)) WITH SYSTEM VERSIONING;
        INSERT INTO hashed VALUES (1, 'x', 'y');
        CREATE TABLE in_memory (a INT, UNIQUE KEY (a) USING HASH) ENGINE = MEMORY;
        INSERT INTO in_memory VALUES (1);
        CREATE TABLE families (
            u UUID, i4 INET4, i6 INET6, vc VARCHAR(300) COMPRESSED, tc TINYTEXT COMPRESSED, bc LONGBLOB COMPRESSED
        );
        INSERT INTO families () VALUES ();
        CREATE TABLE period (a INT, d1 DATE, d2 DATE, PERIOD FOR p (d1, d2));
        INSERT INTO period VALUES (1, '2020-01-01', '2020-02-01');
        CREATE SEQUENCE sequence_;
        SELECT NEXTVAL(sequence_);

        """
}
