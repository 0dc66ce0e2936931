-- SPDX-License-Identifier: Apache-2.0
-- Bulk: five transactions, three that insert @count rows of eight integers each, one that updates half as many, and one that
-- deletes a quarter as many.
SET SESSION sql_log_bin = 0;
SET SESSION cte_max_recursion_depth = 4294967295;
CREATE TABLE bulk (
    id BIGINT NOT NULL PRIMARY KEY, a INT NOT NULL, b INT NOT NULL, c INT UNSIGNED NOT NULL, d BIGINT NOT NULL,
    e BIGINT NOT NULL, f INT NOT NULL, g BIGINT UNSIGNED NOT NULL
) ENGINE = InnoDB;

DELIMITER //
CREATE PROCEDURE fill(first BIGINT)
    INSERT INTO bulk
        WITH RECURSIVE up (n) AS (SELECT first UNION ALL SELECT n + 1 FROM up WHERE n < first + @count - 1)
        SELECT n, CAST(CRC32(CONCAT(@seed, 'a', n)) AS SIGNED) - 2147483648, n % 1000, CRC32(CONCAT(@seed, 'c', n)),
            CAST(CRC32(CONCAT(@seed, 'd', n)) AS SIGNED) * 2000000000 - 4294967296000000000, n * 3600, n % 7 - 3,
            CRC32(CONCAT(@seed, 'g', n)) * 4294967296
        FROM up//
CREATE PROCEDURE run()
BEGIN
    CALL fill(1);
    CALL fill(1 + @count);
    CALL fill(1 + 2 * @count);
    UPDATE bulk SET b = b + 1, e = -e WHERE id <= CEILING(@count / 2);
    DELETE FROM bulk WHERE id > 3 * @count - CEILING(@count / 4);
END//
DELIMITER ;
FLUSH BINARY LOGS;
SET SESSION sql_log_bin = 1;
CALL run();
