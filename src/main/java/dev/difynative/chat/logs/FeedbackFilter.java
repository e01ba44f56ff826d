package dev.difynative.chat.logs;

import java.time.Instant;

/** Which feedback is exported: whose ({@code user} or {@code admin}), which rating, with a comment or without; null for all. */
public record FeedbackFilter(String fromSource, String rating, Boolean hasComment, Instant from, Instant to) {}
