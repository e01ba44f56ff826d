package dev.difynative.platform.net;

import java.net.InetAddress;
import java.util.Arrays;

/** Where an address leads to. */
enum AddressClass {
    PUBLIC,
    PRIVATE,
    /** Cloud metadata, link-local, multicast and the like: nothing here is ever called. */
    FORBIDDEN;

    private static final int METADATA_ALIBABA = ipv4(100, 100, 100, 200);
    private static final int METADATA_AZURE_WIRE = ipv4(168, 63, 129, 16);
    private static final int METADATA_ORACLE = ipv4(192, 0, 0, 192);
    private static final byte[] METADATA_AWS_V6 = {(byte) 0xFD, 0, 0x0E, (byte) 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54};

    static AddressClass of(InetAddress address) { return of(address.getAddress()); }

    static AddressClass of(byte[] address) { return address.length == 4 ? ofIpv4(embedded(address, 0)) : ofIpv6(address); }

    private static AddressClass ofIpv4(int address) {
        if (address == METADATA_ALIBABA || address == METADATA_AZURE_WIRE || address == METADATA_ORACLE) {
            return FORBIDDEN;
        }
        if (in(address, ipv4(0, 0, 0, 0), 8) || in(address, ipv4(169, 254, 0, 0), 16) || in(address, ipv4(224, 0, 0, 0), 3)) {
            return FORBIDDEN;
        }
        boolean own = in(address, ipv4(127, 0, 0, 0), 8) || in(address, ipv4(10, 0, 0, 0), 8)
                || in(address, ipv4(172, 16, 0, 0), 12)
                || in(address, ipv4(192, 168, 0, 0), 16) || in(address, ipv4(100, 64, 0, 0), 10);
        boolean reserved = in(address, ipv4(192, 0, 0, 0), 24) || in(address, ipv4(192, 0, 2, 0), 24)
                || in(address, ipv4(192, 88, 99, 0), 24) || in(address, ipv4(198, 18, 0, 0), 15)
                || in(address, ipv4(198, 51, 100, 0), 24) || in(address, ipv4(203, 0, 113, 0), 24);
        return own || reserved ? PRIVATE : PUBLIC;
    }

    private static AddressClass ofIpv6(byte[] a) {
        int first = (a[0] & 0xFF) << 8 | a[1] & 0xFF;
        if (first >= 0xFF00 || (first & 0xFFC0) == 0xFE80 || Arrays.equals(a, METADATA_AWS_V6)) {
            return FORBIDDEN;
        }
        if (zero(a, 0, 10)) {
            return ofLowIpv6(a);
        }
        if (first == 0x0064 && (a[2] & 0xFF) == 0xFF && (a[3] & 0xFF) == 0x9B) {
            // NAT64: the last 32 bits are the IPv4 address that is called in the end.
            return atLeastPrivate(ofIpv4(embedded(a, 12)));
        }
        if (first == 0x2002) {
            return atLeastPrivate(ofIpv4(embedded(a, 2)));
        }
        boolean teredo = first == 0x2001 && a[2] == 0 && a[3] == 0;
        boolean documentation = first == 0x2001 && (a[2] & 0xFF) == 0x0D && (a[3] & 0xFF) == 0xB8;
        boolean own = (first & 0xFE00) == 0xFC00 || (first & 0xFFC0) == 0xFEC0;
        boolean global = (first & 0xE000) == 0x2000;
        return own || teredo || documentation || !global ? PRIVATE : PUBLIC;
    }

    /** Unspecified, loopback, and IPv4 written as IPv6 (mapped, translated or compatible). */
    private static AddressClass ofLowIpv6(byte[] a) {
        if (zero(a, 10, 15)) {
            return a[15] == 1 ? PRIVATE : FORBIDDEN;
        }
        return atLeastPrivate(ofIpv4(embedded(a, 12)));
    }

    private static AddressClass atLeastPrivate(AddressClass embedded) { return embedded == FORBIDDEN ? FORBIDDEN : PRIVATE; }

    private static boolean zero(byte[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            if (a[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int embedded(byte[] a, int at) {
        return ipv4(a[at] & 0xFF, a[at + 1] & 0xFF, a[at + 2] & 0xFF, a[at + 3] & 0xFF);
    }

    private static int ipv4(int a, int b, int c, int d) { return a << 24 | b << 16 | c << 8 | d; }

    private static boolean in(int address, int network, int bits) { return (address ^ network) >>> (32 - bits) == 0; }
}
