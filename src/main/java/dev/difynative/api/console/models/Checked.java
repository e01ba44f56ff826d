package dev.difynative.api.console.models;

/** Whether credentials are good, and if not why. */
public record Checked(String result, String error) {
    static final Checked GOOD = new Checked("success", null);

    static Checked bad(String error) { return new Checked("error", error); }
}
