package dev.difynative.api.console.models;

/** Says that it is done. */
public record Done(String result) {
    static final Done SUCCESS = new Done("success");
}
