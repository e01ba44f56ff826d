-- What was used, exactly: a row is written in the transaction that ends a message or a run, without a look at any other row, and
-- is added to its day's sum within minutes. Reports read both. The ledger outlives messages, runs, apps and their users.
CREATE TABLE usage_entries (
    tenant_id   uuid    NOT NULL,
    app_id      uuid    NOT NULL,
    end_user_id uuid,
    model       text    NOT NULL,
    day         date    NOT NULL,
    currency    text    NOT NULL,
    requests    integer NOT NULL,
    tokens_in   bigint  NOT NULL,
    tokens_out  bigint  NOT NULL,
    price       numeric(20, 7) NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

CREATE TABLE usage_daily (
    tenant_id  uuid   NOT NULL,
    day        date   NOT NULL,
    app_id     uuid   NOT NULL,
    model      text   NOT NULL,
    end_user   text   NOT NULL,
    currency   text   NOT NULL,
    requests   bigint NOT NULL,
    tokens_in  bigint NOT NULL,
    tokens_out bigint NOT NULL,
    price      numeric(20, 7) NOT NULL,
    PRIMARY KEY (tenant_id, day, app_id, model, end_user, currency)
) WITH (fillfactor = 80);

-- What was used before there was a ledger.
INSERT INTO usage_daily (tenant_id, day, app_id, model, end_user, currency, requests, tokens_in, tokens_out, price)
SELECT u.tenant_id, (u.created_at AT TIME ZONE 'UTC')::date, u.app_id, u.model, coalesce(left(e.session_id, 255), ''), u.currency,
    count(*), sum(u.tokens_in), sum(u.tokens_out), sum(u.price)
FROM (SELECT m.tenant_id, m.created_at, m.app_id, coalesce(m.model_provider || '/' || m.model_id, 'workflow') AS model,
          m.end_user_id, m.currency, m.prompt_tokens::bigint AS tokens_in, m.answer_tokens::bigint AS tokens_out,
          m.total_price AS price
      FROM messages m WHERE m.status NOT IN ('running', 'paused')
      UNION ALL
      SELECT r.tenant_id, r.created_at, r.app_id, 'workflow', r.end_user_id, r.currency, r.total_tokens, 0, r.total_price
      FROM workflow_runs r WHERE r.message_id IS NULL AND r.status NOT IN ('scheduled', 'running', 'paused')) u
LEFT JOIN end_users e ON e.id = u.end_user_id
GROUP BY 1, 2, 3, 4, 5, 6;
