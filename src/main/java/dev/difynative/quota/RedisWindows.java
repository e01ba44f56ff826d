package dev.difynative.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.difynative.platform.redis.RedisScript;
import dev.difynative.platform.redis.SharedRedis;
import io.vertx.redis.client.Response;

/** Counts the calls of all instances in Redis, by its clock, all windows of a call in one round trip. */
final class RedisWindows {
    private final SharedRedis redis;
    private final RedisScript script = new RedisScript("rate-limit.lua");
    private final RedisScript made = new RedisScript("calls-made.lua");

    RedisWindows(SharedRedis redis) { this.redis = redis; }

    Decision check(UUID tenantId, CallLimits plan, List<Part> parts) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        List<Long> limits = new ArrayList<>();
        claim(prefix(tenantId), plan, keys, arguments, limits);
        for (Part part : parts) {
            claim(prefix(tenantId) + part.id() + ":", part.limits(), keys, arguments, limits);
        }
        Response answer = redis.ask(client -> script.run(client, keys, arguments));
        List<Standing> standings = new ArrayList<>();
        for (int window = 0; window < limits.size(); window++) {
            standings.add(new Standing(limits.get(window), answer.get(2 + 2 * window).toLong(),
                    answer.get(3 + 2 * window).toLong()));
        }
        return Decision.of(answer.get(0).toInteger() == 1, answer.get(1).toLong(), standings);
    }

    long made(UUID tenantId, Span span) {
        String marks = prefix(tenantId) + span.millis;
        return redis.ask(client -> made.run(client, List.of(marks, marks + ":n"), List.of())).toLong();
    }

    /** The braces keep all keys of a workspace on one node of a Redis cluster. */
    private static String prefix(UUID tenantId) {
        return "dify:calls:{" + tenantId + "}:";
    }

    private static void claim(String prefix, CallLimits limits, List<String> keys, List<String> arguments, List<Long> claimed) {
        for (Span span : Span.values()) {
            long limit = limits.within(span);
            if (limit > 0) {
                String key = prefix + span.millis;
                keys.add(key);
                keys.add(key + ":n");
                arguments.add(Long.toString(limit));
                arguments.add(Long.toString(span.millis));
                arguments.add(Long.toString(span.grain(limit)));
                claimed.add(limit);
            }
        }
    }
}
