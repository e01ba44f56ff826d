package dev.difynative.tools.agent;

import java.util.List;

import dev.difynative.models.price.Usage;

/** What an agent has come to; {@code usage} is the sum over its rounds. */
public record AgentAnswer(String text, List<AgentRound> rounds, Usage usage, String finishReason) {}
