package dev.difynative.auth;

import dev.difynative.platform.error.Parameters;

/** What an account is made of; {@code language} is that of the console. */
public record NewAccount(String email, String name, String password, String language) {
    private static final int MAX_NAME_LENGTH = 30;
    private static final String DEFAULT_LANGUAGE = "en-US";

    /** The same with everything in its normal form, or a failure that names what is wrong. */
    NewAccount checked() {
        String address = Email.checked(email);
        String itsName = checkedName(name);
        Passwords.check("password", password);
        return new NewAccount(address, itsName, password, language == null || language.isBlank() ? DEFAULT_LANGUAGE : language);
    }

    static String checkedName(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }
}
