package dev.difynative.workflow.run.journal;

/** Who is to be told of the end of a run; the secret is sealed. */
public record RunCallback(String url, String secret) {}
