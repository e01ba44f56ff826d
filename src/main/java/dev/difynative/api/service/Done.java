package dev.difynative.api.service;

/** The answer of calls that have nothing else to say. */
public record Done(String result) {
    public static final Done SUCCESS = new Done("success");
}
