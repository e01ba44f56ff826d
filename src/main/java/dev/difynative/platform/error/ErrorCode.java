package dev.difynative.platform.error;

/** A named way to fail, owned by the feature that fails; how it looks on the wire is the surface's business. */
public interface ErrorCode {

    /** Status and code of this failure on each surface. */
    Wire wire();

    /** Makes the failure with a message for the caller; {@code args} fill the {@link String#format} places of the message. */
    default Failure because(String message, Object... args) {
        return new Failure(this, args.length == 0 ? message : message.formatted(args), null);
    }

    /** Makes the failure of one named parameter; {@code rule} is the machine-readable kind of fault, such as {@code required}. */
    default Failure field(String field, String rule, String message, Object... args) {
        return because(message, args).withDetails(new FieldFault(field, rule));
    }
}
