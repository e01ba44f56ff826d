-- The sums of days without their end users: a report by app, model or day does not read a row per end user.
CREATE TABLE usage_daily_by_app (
    tenant_id  uuid   NOT NULL,
    day        date   NOT NULL,
    app_id     uuid   NOT NULL,
    model      text   NOT NULL,
    currency   text   NOT NULL,
    requests   bigint NOT NULL,
    tokens_in  bigint NOT NULL,
    tokens_out bigint NOT NULL,
    price      numeric(20, 7) NOT NULL,
    PRIMARY KEY (tenant_id, day, app_id, model, currency)
) WITH (fillfactor = 80);

INSERT INTO usage_daily_by_app (tenant_id, day, app_id, model, currency, requests, tokens_in, tokens_out, price)
SELECT tenant_id, day, app_id, model, currency, sum(requests), sum(tokens_in), sum(tokens_out), sum(price)
FROM usage_daily GROUP BY 1, 2, 3, 4, 5;

-- Ratings of the conversations in a list.
CREATE INDEX message_feedbacks_of_conversation ON message_feedbacks (conversation_id);
