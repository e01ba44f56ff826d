package dev.difynative.workflow.engine;

import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param steps
 *            nodes that may be run on one level, rounds of bodies counted each for itself
 * @param nesting
 *            containers within containers
 * @param parallel
 *            nodes of one level that may be at work at once
 * @param valueBytes
 *            the size of one output of a node
 * @param variableBytes
 *            the size of one variable of the conversation
 */
public record RunLimits(int steps, Duration duration, int nesting, int parallel, long valueBytes, long variableBytes) {}
