package dev.difynative.api.service;

import dev.difynative.platform.error.Parameters;

/** A body that says no more than whose call it is. */
public record OfUser(String user) {

    public String requiredUser() {
        if (user == null || user.isEmpty()) {
            throw Parameters.missing("user");
        }
        return user;
    }
}
