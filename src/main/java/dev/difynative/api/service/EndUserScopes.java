package dev.difynative.api.service;

import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.chat.history.EndUserScope;
import dev.difynative.platform.error.Parameters;

/** Turns the parameter {@code user} of a call into the end user of the called app. */
@RequestScoped
public class EndUserScopes {
    private final AppCaller caller;
    private final EndUsers endUsers;

    EndUserScopes(AppCaller caller, EndUsers endUsers) {
        this.caller = caller;
        this.endUsers = endUsers;
    }

    /** Without a name it is the anonymous end user's call. */
    public EndUserScope of(String user) {
        UUID endUser = endUsers.idOf(caller.tenantId(), caller.appId(), user);
        return new EndUserScope(caller.tenantId(), caller.appId(), endUser);
    }

    public EndUserScope ofNamed(String user) {
        if (user == null || user.isEmpty()) {
            throw Parameters.missing("user");
        }
        return of(user);
    }

    /** For calls that only apps with conversations answer. */
    public EndUserScope inChat(String user) {
        checkChat();
        return of(user);
    }

    public EndUserScope ofNamedInChat(String user) {
        checkChat();
        return ofNamed(user);
    }

    private void checkChat() {
        if (!caller.app().mode().isChat()) {
            throw ChatError.NOT_CHAT_APP.because("This app is of mode '%s', which does not chat", caller.app().mode().wire());
        }
    }
}
