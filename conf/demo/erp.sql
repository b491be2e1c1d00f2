-- The ERP of the demo: Tarnfell Tools, an invented maker of hand tools, as an SQLite database.
--
-- Two plants, two distribution centres, 200 parts. Every day counts from demo_parameter.day and
-- every quantity follows from the part's number, so the same day makes the same database. README.md
-- says which part is which case. A statement ends with ";" and an empty line.

CREATE TABLE IF NOT EXISTS demo_parameter (day TEXT NOT NULL);

INSERT INTO demo_parameter SELECT date('now') WHERE NOT EXISTS (SELECT 1 FROM demo_parameter);

CREATE TABLE part (
    part_no TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    uom TEXT NOT NULL,
    status TEXT NOT NULL
);

CREATE TABLE part_uom (
    part_no TEXT NOT NULL REFERENCES part (part_no),
    uom TEXT NOT NULL,
    contains INTEGER NOT NULL,
    PRIMARY KEY (part_no, uom)
);

CREATE TABLE part_code (
    part_no TEXT NOT NULL REFERENCES part (part_no),
    code_type TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (code_type, code)
);

CREATE TABLE work_calendar (code TEXT PRIMARY KEY, week TEXT NOT NULL);

CREATE TABLE calendar_holiday (
    code TEXT NOT NULL REFERENCES work_calendar (code),
    day TEXT NOT NULL,
    PRIMARY KEY (code, day)
);

CREATE TABLE facility (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    calendar_code TEXT NOT NULL REFERENCES work_calendar (code)
);

CREATE TABLE shipping_lane (
    from_facility TEXT NOT NULL REFERENCES facility (code),
    to_region TEXT NOT NULL,
    days INTEGER NOT NULL,
    calendar_code TEXT REFERENCES work_calendar (code),
    rank INTEGER NOT NULL,
    PRIMARY KEY (from_facility, to_region)
);

CREATE TABLE inventory (
    part_no TEXT NOT NULL REFERENCES part (part_no),
    facility TEXT NOT NULL REFERENCES facility (code),
    on_hand INTEGER NOT NULL,
    PRIMARY KEY (part_no, facility)
);

CREATE TABLE supply_order (
    order_no TEXT PRIMARY KEY,
    part_no TEXT NOT NULL REFERENCES part (part_no),
    facility TEXT NOT NULL REFERENCES facility (code),
    due_day TEXT NOT NULL,
    open_quantity INTEGER NOT NULL
);

CREATE TABLE customer_demand (
    order_no TEXT PRIMARY KEY,
    part_no TEXT NOT NULL REFERENCES part (part_no),
    facility TEXT NOT NULL REFERENCES facility (code),
    due_day TEXT NOT NULL,
    open_quantity INTEGER NOT NULL
);

-- Where the broker puts confirmed orders. Status: new, taken (into the ERP's own tables), cancelled.
CREATE TABLE sales_order_staging (
    promise_id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    customer_order TEXT NOT NULL,
    currency TEXT,
    status TEXT NOT NULL DEFAULT 'new',
    written_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE sales_order_staging_line (
    promise_id TEXT NOT NULL REFERENCES sales_order_staging (promise_id),
    position INTEGER NOT NULL,
    customer_line TEXT NOT NULL,
    part_no TEXT NOT NULL,
    quantity TEXT NOT NULL,
    uom TEXT NOT NULL,
    facility TEXT NOT NULL,
    ship_day TEXT NOT NULL,
    delivery_day TEXT NOT NULL,
    price TEXT,
    price_quantity TEXT NOT NULL DEFAULT '1',  -- pieces the price is for
    PRIMARY KEY (promise_id, position)
);

INSERT INTO work_calendar (code, week) VALUES
    ('US', '1111100'), ('EU', '1111100'), ('CN', '1111110'),
    ('CARRIER-US', '1111110'), ('CARRIER-EU', '1111110'), ('CARRIER-CN', '1111111'),
    ('SEA', '1111111');

-- The same days every year, for the year of the demo and the two after it.
INSERT INTO calendar_holiday (code, day)
WITH year (number) AS (
    SELECT CAST(strftime('%Y', day) AS INTEGER) + ahead.years
    FROM demo_parameter, (SELECT 0 AS years UNION ALL SELECT 1 UNION ALL SELECT 2) AS ahead
),
holiday (code, month_day) AS (
    VALUES ('US', '01-01'), ('US', '07-04'), ('US', '12-25'),
           ('CARRIER-US', '01-01'), ('CARRIER-US', '07-04'), ('CARRIER-US', '12-25'),
           ('EU', '01-01'), ('EU', '05-01'), ('EU', '12-25'), ('EU', '12-26'),
           ('CARRIER-EU', '01-01'), ('CARRIER-EU', '12-25'),
           ('CN', '01-01'), ('CN', '05-01'), ('CN', '10-01'), ('CN', '10-02'), ('CN', '10-03')
)
SELECT holiday.code, year.number || '-' || holiday.month_day FROM holiday, year;

INSERT INTO facility (code, name, type, country, calendar_code) VALUES
    ('P100', 'Plant Tarnfell', 'P', 'US', 'US'),
    ('P200', 'Plant Suzhou', 'P', 'CN', 'CN'),
    ('D310', 'Distribution centre Memphis', 'D', 'US', 'US'),
    ('D320', 'Distribution centre Venlo', 'D', 'NL', 'EU');

-- Rank 0 is tried first.
INSERT INTO shipping_lane (from_facility, to_region, days, calendar_code, rank) VALUES
    ('D310', 'us-east', 2, 'CARRIER-US', 0), ('D310', 'us-west', 4, 'CARRIER-US', 0),
    ('D320', 'eu-central', 2, 'CARRIER-EU', 0), ('P200', 'cn-east', 2, 'CARRIER-CN', 0),
    ('P100', 'us-east', 3, 'CARRIER-US', 1), ('P100', 'us-west', 5, 'CARRIER-US', 1),
    ('P100', 'eu-central', 12, 'SEA', 1), ('P100', 'cn-east', 16, 'SEA', 1),
    ('P200', 'us-west', 15, 'SEA', 2), ('P200', 'eu-central', 24, 'SEA', 2),
    ('D310', 'eu-central', 11, 'SEA', 3),
    ('D310', '*', 7, 'CARRIER-US', 9), ('D320', '*', 7, 'CARRIER-EU', 9);

-- 20 families of 10 sizes: parts TF-10001 to TF-10200.
CREATE TEMP TABLE family (
    number INTEGER, name TEXT, smallest INTEGER, step INTEGER, measure TEXT, per_case INTEGER
);

INSERT INTO family VALUES
    (0, 'Claw hammer, fibreglass handle', 10, 2, 'oz', 12),
    (1, 'Ball pein hammer', 8, 4, 'oz', 12),
    (2, 'Dead blow mallet', 16, 4, 'oz', 6),
    (3, 'Combination wrench', 8, 1, 'mm', 12),
    (4, 'Adjustable wrench', 4, 2, 'in', 6),
    (5, 'Ratchet wrench, 72 teeth', 8, 1, 'mm', 6),
    (6, 'Hex key, long arm', 2, 1, 'mm', 24),
    (7, 'Slotted screwdriver', 50, 25, 'mm', 12),
    (8, 'Cross screwdriver', 50, 25, 'mm', 12),
    (9, 'Torque screwdriver', 1, 1, 'Nm', 6),
    (10, 'Combination pliers', 140, 20, 'mm', 6),
    (11, 'Long nose pliers', 140, 20, 'mm', 6),
    (12, 'Cable cutter', 160, 20, 'mm', 6),
    (13, 'Hand saw, hardened teeth', 300, 50, 'mm', 6),
    (14, 'Hacksaw blade', 150, 25, 'mm', 72),
    (15, 'Wood chisel', 6, 3, 'mm', 12),
    (16, 'Flat file, second cut', 100, 25, 'mm', 12),
    (17, 'Tape measure', 2, 1, 'm', 24),
    (18, 'Spirit level', 200, 200, 'mm', 6),
    (19, 'Bar clamp', 150, 150, 'mm', 6);

CREATE TEMP TABLE numbered (n INTEGER PRIMARY KEY, part_no TEXT, family INTEGER, size INTEGER);

INSERT INTO numbered
WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 200)
SELECT n, 'TF-' || (10000 + n), (n - 1) / 10, (n - 1) % 10 FROM counter;

INSERT INTO part (part_no, description, uom, status)
SELECT i.part_no, f.name || ' ' || (f.smallest + i.size * f.step) || ' ' || f.measure, 'EA', 'A'
FROM numbered i JOIN family f ON f.number = i.family;

-- A case of 6 to 72, a dozen, a pallet of 40 cases.
INSERT INTO part_uom (part_no, uom, contains)
SELECT i.part_no, 'CS', f.per_case FROM numbered i JOIN family f ON f.number = i.family
UNION ALL
SELECT i.part_no, 'DZN', 12 FROM numbered i
UNION ALL
SELECT i.part_no, 'PX', f.per_case * 40 FROM numbered i JOIN family f ON f.number = i.family;

-- GTIN-13 under 952, the prefix GS1 keeps for demonstrations; the last digit checks the others.
INSERT INTO part_code (part_no, code_type, code)
WITH body (part_no, digits) AS (SELECT part_no, '9520123' || (10000 + n) FROM numbered),
position (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM position WHERE k < 12),
weighted (part_no, digits, total) AS (
    SELECT part_no, digits,
           sum(CAST(substr(digits, k, 1) AS INTEGER) * CASE k % 2 WHEN 1 THEN 1 ELSE 3 END)
    FROM body, position GROUP BY part_no, digits
)
SELECT part_no, 'EAN', digits || ((10 - total % 10) % 10) FROM weighted;

INSERT INTO part_code (part_no, code_type, code) SELECT part_no, 'OWN', part_no FROM part;

-- Parts 1 to 8 are the cases of README.md; the others follow from their number.
INSERT INTO inventory (part_no, facility, on_hand)
SELECT part_no, 'D310', n * 37 % 41 * 12 FROM numbered WHERE n > 8
UNION ALL SELECT part_no, 'D320', n * 53 % 29 * 12 FROM numbered WHERE n > 8
UNION ALL SELECT part_no, 'P100', n * 17 % 23 * 24 FROM numbered WHERE n > 8
UNION ALL SELECT part_no, 'P200', n * 29 % 31 * 24 FROM numbered WHERE n > 8;

INSERT INTO supply_order (order_no, part_no, facility, due_day, open_quantity)
SELECT 'MO-1' || n, part_no, 'P100', date(day, '+' || (3 + n % 7) || ' days'), 240
FROM numbered, demo_parameter WHERE n > 8 AND n % 3 = 0
UNION ALL
SELECT 'TO-3' || n, part_no, 'D310', date(day, '+' || (2 + n % 10) || ' days'), 120
FROM numbered, demo_parameter WHERE n > 8 AND n % 4 = 1
UNION ALL
SELECT 'TO-4' || n, part_no, 'D320', date(day, '+' || (4 + n % 9) || ' days'), 96
FROM numbered, demo_parameter WHERE n > 8 AND n % 4 = 3
UNION ALL
SELECT 'MO-2' || n, part_no, 'P200', date(day, '+' || (6 + n % 12) || ' days'), 480
FROM numbered, demo_parameter WHERE n > 8 AND n % 5 = 2;

INSERT INTO customer_demand (order_no, part_no, facility, due_day, open_quantity)
SELECT 'SO-1' || n, part_no, 'D310', date(day, '+' || (1 + n % 9) || ' days'), n * 7 % 10 * 6 + 6
FROM numbered, demo_parameter WHERE n > 8 AND n % 2 = 0
UNION ALL
SELECT 'SO-2' || n, part_no, 'D320', date(day, '+' || (2 + n % 6) || ' days'), n * 3 % 8 * 6 + 6
FROM numbered, demo_parameter WHERE n > 8 AND n % 7 = 3;

-- TF-10001: plenty everywhere.
INSERT INTO inventory VALUES
    ('TF-10001', 'D310', 2400), ('TF-10001', 'D320', 2400),
    ('TF-10001', 'P100', 2400), ('TF-10001', 'P200', 2400);

-- TF-10002: nothing now, a receipt in each region's first site.
INSERT INTO supply_order
SELECT 'TO-10002-1', 'TF-10002', 'D310', date(day, '+5 days'), 480 FROM demo_parameter
UNION ALL SELECT 'TO-10002-2', 'TF-10002', 'D320', date(day, '+6 days'), 480 FROM demo_parameter
UNION ALL SELECT 'MO-10002-3', 'TF-10002', 'P200', date(day, '+4 days'), 480 FROM demo_parameter;

-- TF-10003: only at plant P100, which no region asks first.
INSERT INTO inventory VALUES
    ('TF-10003', 'D310', 0), ('TF-10003', 'D320', 0),
    ('TF-10003', 'P100', 600), ('TF-10003', 'P200', 0);

-- TF-10004: nowhere, ever.
INSERT INTO inventory VALUES ('TF-10004', 'D310', 0), ('TF-10004', 'D320', 0);

-- TF-10005: two and a half cases of 12 now, five more cases later.
INSERT INTO inventory VALUES
    ('TF-10005', 'D310', 30), ('TF-10005', 'D320', 30), ('TF-10005', 'P200', 30);

INSERT INTO supply_order
SELECT 'TO-10005-1', 'TF-10005', 'D310', date(day, '+7 days'), 60 FROM demo_parameter
UNION ALL SELECT 'TO-10005-2', 'TF-10005', 'D320', date(day, '+7 days'), 60 FROM demo_parameter
UNION ALL SELECT 'MO-10005-3', 'TF-10005', 'P200', date(day, '+7 days'), 60 FROM demo_parameter;

-- TF-10006: what is there is spoken for in ten days; more in a fortnight.
INSERT INTO inventory VALUES
    ('TF-10006', 'D310', 100), ('TF-10006', 'D320', 100), ('TF-10006', 'P200', 100);

INSERT INTO customer_demand
SELECT 'SO-10006-1', 'TF-10006', 'D310', date(day, '+10 days'), 100 FROM demo_parameter
UNION ALL SELECT 'SO-10006-2', 'TF-10006', 'D320', date(day, '+10 days'), 100 FROM demo_parameter
UNION ALL SELECT 'SO-10006-3', 'TF-10006', 'P200', date(day, '+10 days'), 100 FROM demo_parameter;

INSERT INTO supply_order
SELECT 'TO-10006-1', 'TF-10006', 'D310', date(day, '+14 days'), 100 FROM demo_parameter
UNION ALL SELECT 'TO-10006-2', 'TF-10006', 'D320', date(day, '+14 days'), 100 FROM demo_parameter
UNION ALL SELECT 'MO-10006-3', 'TF-10006', 'P200', date(day, '+14 days'), 100 FROM demo_parameter;

-- TF-10007: 60 now, 60 in a week, 120 in two.
INSERT INTO inventory VALUES
    ('TF-10007', 'D310', 60), ('TF-10007', 'D320', 60), ('TF-10007', 'P200', 60);

INSERT INTO supply_order
SELECT 'TO-10007-' || f.code || '-' || w.weeks, 'TF-10007', f.code,
       date(day, '+' || (7 * w.weeks) || ' days'), 60 * w.weeks
FROM demo_parameter,
     (SELECT 'D310' AS code UNION ALL SELECT 'D320' UNION ALL SELECT 'P200') AS f,
     (SELECT 1 AS weeks UNION ALL SELECT 2) AS w;

-- TF-10008: 50, and no more are made.
INSERT INTO inventory VALUES
    ('TF-10008', 'D310', 50), ('TF-10008', 'D320', 50), ('TF-10008', 'P200', 50);

DROP TABLE family;

DROP TABLE numbered;
