package dev.difynative.auth;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** E-mail addresses: the same address in another case is the same person. */
public final class Email {
    private static final int MAX_LENGTH = 254;
    private static final Pattern SHAPE = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private Email() {}

    public static String normalise(String address) { return address.strip().toLowerCase(Locale.ROOT); }

    /** The normalised address; what cannot be one is refused. */
    public static String checked(String address) {
        if (address == null || address.isBlank()) {
            throw Parameters.missing("email");
        }
        String email = normalise(address);
        if (email.length() > MAX_LENGTH || !SHAPE.matcher(email).matches()) {
            throw CommonError.INVALID_PARAM.field("email", "format", "Parameter 'email' is not an e-mail address");
        }
        return email;
    }
}
