package dev.difynative.platform.redis;

/** Redis did not answer; what that means is for the caller to decide, it is never shown to a client. */
public class RedisGone extends RuntimeException {
    RedisGone(String message, Throwable cause) { super(message, cause); }
}
