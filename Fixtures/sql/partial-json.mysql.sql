-- SPDX-License-Identifier: Apache-2.0
-- Updates of JSON columns that the log holds as differences.
SET SESSION binlog_row_value_options = PARTIAL_JSON;
SET TIMESTAMP = 1767261600;
CREATE TABLE document (id INT PRIMARY KEY, j JSON, k JSON, name VARCHAR(20));
INSERT INTO document VALUES
    (1, JSON_OBJECT('name', 'first', 'size', 10, 'tags', JSON_ARRAY('a', 'b', 'c'), 'filler', REPEAT('x', 200)),
        JSON_ARRAY(1, 2, JSON_OBJECT('deep', JSON_ARRAY(1, 2, 3)), REPEAT('y', 200)), 'one'),
    (2, JSON_OBJECT('name', 'second', 'filler', REPEAT('z', 200)), NULL, 'two');
UPDATE document SET j = JSON_SET(j, '$.name', 'changed') WHERE id = 1;
UPDATE document SET j = JSON_SET(j, '$.added', 1.5, '$.name', 'twice'), k = JSON_REPLACE(k, '$[2].deep[1]', 'two') WHERE id = 1;
UPDATE document SET j = JSON_REMOVE(j, '$.filler'), name = 'rename' WHERE id = 2;
UPDATE document SET j = JSON_REMOVE(j, '$.tags[0]'), k = JSON_SET(k, '$[9]', 'last') WHERE id = 1;
SET SESSION binlog_row_image = MINIMAL;
UPDATE document SET j = JSON_SET(j, '$.size', 11) WHERE id = 1;
