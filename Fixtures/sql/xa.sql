-- SPDX-License-Identifier: Apache-2.0
-- Transactions in two phases: committed, rolled back, and in one phase.
SET TIMESTAMP = 1767261600;
CREATE TABLE account (id INT PRIMARY KEY, cents BIGINT);
INSERT INTO account VALUES (1, 100), (2, 200);
XA START 'transfer', 'branch', 7;
UPDATE account SET cents = cents - 50 WHERE id = 1;
XA END 'transfer', 'branch', 7;
XA PREPARE 'transfer', 'branch', 7;
XA COMMIT 'transfer', 'branch', 7;
XA START 'refused';
UPDATE account SET cents = 0;
XA END 'refused';
XA PREPARE 'refused';
XA ROLLBACK 'refused';
XA START x'00ff', x'27';
INSERT INTO account VALUES (3, 300);
XA END x'00ff', x'27';
XA COMMIT x'00ff', x'27' ONE PHASE;
