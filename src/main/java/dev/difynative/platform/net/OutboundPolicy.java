package dev.difynative.platform.net;

/** Whose address is called, and so which addresses are out of bounds. */
public enum OutboundPolicy {
    /** Anyone may have written the address: only the public internet, unless configured otherwise. */
    UNTRUSTED,
    /** An administrator has written it: the own network is allowed, unless configured otherwise. */
    ADMIN
}
