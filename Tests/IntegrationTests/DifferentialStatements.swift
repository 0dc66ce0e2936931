// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

/// Statements that put every kind of event into a log.
enum DifferentialStatements {
    /// Inserts, updates and deletes under one kind of row image.
    static func rowImages(_ schema: String, image: String, _ server: LiveServer) -> String {
        let isMySQL = server.flavour == .mysql
        return """
            USE \(schema);
            SET SESSION binlog_row_image = \(image), binlog_format = ROW;
            CREATE OR REPLACE VIEW one AS SELECT 1 AS a;
            DROP TABLE IF EXISTS images, keyless;
            CREATE TABLE images (id INT PRIMARY KEY, a INT, b TEXT, j JSON, s SET('x','y','z'), t TIME(3));
            CREATE TABLE keyless (a INT UNSIGNED, b BLOB, v VARCHAR(20) DEFAULT 'x');
            INSERT INTO images VALUES (1, 2, 'text', '{"a": [1, {"b": "c''d"}]}', 'x,z', '-00:00:01.5'),
                (2, NULL, NULL, NULL, NULL, NULL);
            INSERT INTO images (id) VALUES (3);
            INSERT INTO keyless VALUES (4294967295, X'00ff0a27', 'a\\'b\\\\c'), (NULL, NULL, NULL);
            UPDATE images SET a = a + 1;
            UPDATE images SET b = CONCAT(IFNULL(b, ''), 'é'), j = NULL WHERE id < 3;
            UPDATE images SET id = id + 10;
            UPDATE keyless SET v = 'y';
            DELETE FROM keyless WHERE a IS NULL;
            REPLACE INTO images VALUES (11, 1, NULL, '[]', '', '838:59:59');
            INSERT INTO images (id, a) VALUES (11, 5) ON DUPLICATE KEY UPDATE a = 77;
            UPDATE images, keyless SET images.a = 1, keyless.v = 'z';
            DELETE images, keyless FROM images, keyless;
            \(isMySQL ? mysqlRows : mariaDBRows)
            """
    }

    private static let mysqlRows = """
        SET SESSION binlog_rows_query_log_events = 1, sql_generate_invisible_primary_key = 1;
        CREATE TABLE IF NOT EXISTS made (a INT);
        INSERT INTO made VALUES (1),

          (2) /* \t \\\\ \r */;
        SET SESSION binlog_transaction_compression = 1;
        BEGIN; INSERT INTO made VALUES (3); UPDATE made SET a = a * 2; COMMIT;
        SET SESSION binlog_transaction_compression = 0, binlog_row_value_options = PARTIAL_JSON;
        CREATE TABLE IF NOT EXISTS partial (id INT PRIMARY KEY, j JSON, k JSON);
        TRUNCATE partial;
        INSERT INTO partial VALUES (1, JSON_OBJECT('a', REPEAT('x', 300), 's', 't', 'n', 1, 'l', JSON_ARRAY(1, 2, 3)),
            '{"k": 1, "pad": "----------------------------------------------------------------------------------"}');
        UPDATE partial SET j = JSON_REPLACE(j, '$.s', 'str''q"\\\\');
        UPDATE partial SET j = JSON_REPLACE(j, '$.s', JSON_OBJECT('a', 'b''c')), k = JSON_SET(k, '$.k', 2);
        UPDATE partial SET j = JSON_SET(j, '$.n', NULL, '$.q1', 'y', '$.q2', false);
        UPDATE partial SET j = JSON_REMOVE(JSON_REMOVE(j, '$.l[0]'), '$.q1', '$.q2');
        UPDATE partial SET j = JSON_REPLACE(j, '$.n', CAST('2020-01-01' AS DATE)), k = JSON_SET(k, '$."a b''c"', 1.5e0);
        UPDATE partial SET j = JSON_SET(j, '$.l[5]', TRUE);
        UPDATE partial SET j = JSON_REPLACE(j, '$.n', X'00ff');
        UPDATE partial SET id = 2;
        SET SESSION binlog_row_value_options = '', sql_generate_invisible_primary_key = 0;
        CREATE TABLE IF NOT EXISTS parts (a INT) PARTITION BY HASH(a) PARTITIONS 4;
        INSERT INTO parts VALUES (1), (2), (3); UPDATE parts SET a = a + 3; DELETE FROM parts;
        """

    private static let mariaDBRows = """
        INSERT INTO images (id, b) VALUES (100, REPEAT('compressed', 100));
        UPDATE images SET b = REPEAT('other', 100) WHERE id = 100;
        DELETE FROM images WHERE id = 100;
        CREATE OR REPLACE TABLE triggered (a INT);
        CREATE TRIGGER doubled AFTER INSERT ON triggered FOR EACH ROW INSERT INTO keyless (a) VALUES (NEW.a * 2);
        INSERT INTO triggered VALUES (1),

         (2) /* \t \\\\ \r */;
        DROP TABLE triggered;
        """

    /// What both families know: statement format, settings, transactions and DDL.
    static func common(_ schema: String) -> String {
        """
        USE \(schema);
        SET SESSION sql_mode = '', binlog_format = STATEMENT;
        CREATE TABLE k (id INT PRIMARY KEY AUTO_INCREMENT, a DOUBLE, x VARCHAR(200));
        CREATE TABLE `quo``ted 'name'` (`a``b` INT);
        INSERT INTO k (a) VALUES (1), (2); INSERT INTO k (a) VALUES (LAST_INSERT_ID()); INSERT INTO k (a) VALUES (RAND());
        SET @a = 5, @s = 'str\\'x', @d = 1.50, @f = 1.5e0, @n = NULL, @u = 18446744073709551615, @b = X'ff00', @e = '';
        SET @l = _latin1'abc', @`q``r` = -7, @big = 1e22, @third = 1e0 / 3, @neg = -1.5e-300;
        INSERT INTO k (a, x) VALUES (@a, @s), (@d + @f, @n), (@`q``r`, @l), (@third, @e), (@big, LEFT(@b, 1));
        INSERT INTO k (a, x) VALUES (@u, @neg);
        SET timestamp = 1700000000.000123; INSERT INTO k (x) VALUES (NOW(6)); SET timestamp = DEFAULT;
        SET time_zone = '+05:00'; INSERT INTO k (x) VALUES (NOW()); SET time_zone = 'SYSTEM';
        SET lc_time_names = 'de_DE'; INSERT INTO k (x) VALUES (DATE_FORMAT(NOW(), '%a')); SET lc_time_names = 'en_US';
        SET NAMES latin1; INSERT INTO k (x) VALUES ('latin'); SET NAMES cp1251; INSERT INTO k (x) VALUES ('k');
        SET @c = 3; INSERT INTO k (a, x) VALUES (@c, @s); SET NAMES utf8mb4;
        SET sql_auto_is_null = 1; INSERT INTO k (x) VALUES ('null'); SET sql_auto_is_null = 0;
        SET foreign_key_checks = 0; INSERT INTO k (x) VALUES ('f'); SET unique_checks = 0; INSERT INTO k (x) VALUES ('u');
        SET foreign_key_checks = 1, unique_checks = 1;
        SET auto_increment_increment = 3, auto_increment_offset = 2; INSERT INTO k (x) VALUES ('auto');
        SET auto_increment_increment = 1, auto_increment_offset = 1;
        SET collation_database = 'latin1_general_ci'; INSERT INTO k (x) VALUES ('c'); SET collation_database = DEFAULT;
        SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'; INSERT INTO k (x) VALUES ('mo\\de'); SET SESSION sql_mode = '';
        CREATE TEMPORARY TABLE temporary_k (a INT); INSERT INTO temporary_k VALUES (1); DROP TABLE temporary_k;
        BEGIN; INSERT INTO k (x) VALUES ('1'); SAVEPOINT `s``p`; INSERT INTO k (x) VALUES ('2'); ROLLBACK TO `s``p`; COMMIT;
        BEGIN; INSERT INTO k (x) VALUES ('3'); ROLLBACK;
        SET SESSION binlog_format = ROW;
        XA START 'abc', 'q', 7; INSERT INTO k (x) VALUES ('xa'); XA END 'abc', 'q', 7;
        XA PREPARE 'abc', 'q', 7; XA COMMIT 'abc', 'q', 7;
        XA START 'one-phase'; INSERT INTO k (x) VALUES ('one'); XA END 'one-phase'; XA COMMIT 'one-phase' ONE PHASE;
        XA START 'roll', 'back'; INSERT INTO k (x) VALUES ('r'); XA END 'roll', 'back'; XA PREPARE 'roll', 'back';
        XA ROLLBACK 'roll', 'back';
        CREATE TABLE copied AS SELECT * FROM k WHERE id < 4;
        INSERT INTO `quo``ted 'name'` VALUES (1); DROP TABLE `quo``ted 'name'`;
        SET foreign_key_checks = 0, unique_checks = 0; INSERT INTO k (x) VALUES ('flags');
        SET foreign_key_checks = 1, unique_checks = 1;
        CREATE DATABASE \(schema)_other; USE \(schema)_other; CREATE TABLE t (a INT); INSERT INTO t VALUES (1);
        INSERT INTO \(schema).k (x) VALUES ('other'); DROP DATABASE \(schema)_other; USE \(schema);
        CREATE PROCEDURE p() INSERT INTO k (x) VALUES ('p'); CALL p(); DROP PROCEDURE p;
        CREATE VIEW v AS SELECT 1; CREATE TRIGGER tr BEFORE INSERT ON k FOR EACH ROW SET NEW.a = 1; DROP TRIGGER tr;
        INSERT INTO k (x) SELECT REPEAT('x', 200) FROM k, copied, copied c2; DELETE FROM k;
        CREATE USER \(schema)@localhost IDENTIFIED BY 'x'; GRANT SELECT ON \(schema).* TO \(schema)@localhost;
        DROP USER \(schema)@localhost; ALTER TABLE k ADD COLUMN z INT; TRUNCATE k; DROP TABLE k, copied;
        """
    }

    /// What only MySQL knows.
    static func mysql(_ schema: String) -> String {
        """
        USE \(schema);
        CREATE TABLE m (id INT PRIMARY KEY, t LONGTEXT);
        SET gtid_next = 'AUTOMATIC:dump'; INSERT INTO m VALUES (1, 'tagged'); SET gtid_next = 'AUTOMATIC';
        SET SESSION binlog_transaction_compression = 1, binlog_rows_query_log_events = 1;
        BEGIN; INSERT INTO m VALUES (2, REPEAT('x', 70000)); UPDATE m SET t = 'y'; DELETE FROM m WHERE id = 1; COMMIT;
        SET SESSION binlog_transaction_compression = 0;
        SET SESSION binlog_format = STATEMENT; INSERT INTO m VALUES (3, CAST(CAST('{"a": 1}' AS JSON) AS CHAR));
        SET @j = CAST('{"a": 1}' AS JSON); INSERT INTO m VALUES (4, @j);
        SET explicit_defaults_for_timestamp = 0; CREATE TABLE ts (t TIMESTAMP); SET explicit_defaults_for_timestamp = 1;
        SET default_collation_for_utf8mb4 = utf8mb4_general_ci; INSERT INTO m VALUES (5, 'c');
        SET sql_require_primary_key = 1; CREATE TABLE pk (a INT PRIMARY KEY); SET sql_require_primary_key = 0;
        """
    }

    /// What only MariaDB knows.
    static func mariaDB(_ schema: String) -> String {
        """
        USE \(schema);
        CREATE TABLE m (id INT PRIMARY KEY, t TEXT);
        SET SESSION gtid_domain_id = 9, server_id = 4; INSERT INTO m VALUES (1, 'domain'); SET SESSION gtid_domain_id = 0;
        SET skip_replication = 1; INSERT INTO m VALUES (2, 'skipped'); SET skip_replication = 0;
        SET skip_parallel_replication = 1; INSERT INTO m VALUES (3, 'serial'); SET skip_parallel_replication = 0;
        CREATE SEQUENCE sq; SELECT NEXTVAL(sq);
        SET SESSION binlog_annotate_row_events = 0; INSERT INTO m VALUES (4, 'bare');
        SET SESSION binlog_annotate_row_events = 1; INSERT INTO m VALUES (5, 'two
        lines');
        SET SESSION binlog_format = STATEMENT, check_constraint_checks = 0; INSERT INTO m VALUES (6, 'check');
        SET check_constraint_checks = 1, sql_if_exists = 1; INSERT INTO m VALUES (7, 'exists'); DROP TABLE nothing;
        SET sql_if_exists = 0, explicit_defaults_for_timestamp = 0; INSERT INTO m VALUES (8, 'explicit');
        SET explicit_defaults_for_timestamp = 1, system_versioning_insert_history = 1; INSERT INTO m VALUES (9, 'history');
        SET system_versioning_insert_history = 0;
        INSERT INTO m VALUES (10, '\(String(repeating: "compressed ", count: 60))');
        CREATE TABLE ar (a INT) ENGINE = Aria; INSERT INTO ar VALUES (1); SET SESSION binlog_format = ROW;
        INSERT INTO ar VALUES (2); START TRANSACTION; INSERT INTO m VALUES (11, 'x'); INSERT INTO ar VALUES (3); COMMIT;
        """
    }
}
