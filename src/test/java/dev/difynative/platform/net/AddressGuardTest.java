package dev.difynative.platform.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.platform.error.Failure;

class AddressGuardTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            8.8.8.8,                 PUBLIC
            172.15.255.255,          PUBLIC
            172.32.0.1,              PUBLIC
            100.63.0.1,              PUBLIC
            100.128.0.1,             PUBLIC
            127.0.0.1,               PRIVATE
            127.9.9.9,               PRIVATE
            10.1.2.3,                PRIVATE
            172.16.0.1,              PRIVATE
            172.31.255.255,          PRIVATE
            192.168.0.1,             PRIVATE
            100.64.0.1,              PRIVATE
            198.18.0.1,              PRIVATE
            192.0.2.1,               PRIVATE
            0.0.0.0,                 FORBIDDEN
            0.1.2.3,                 FORBIDDEN
            169.254.169.254,         FORBIDDEN
            169.254.1.1,             FORBIDDEN
            100.100.100.200,         FORBIDDEN
            168.63.129.16,           FORBIDDEN
            224.0.0.1,               FORBIDDEN
            255.255.255.255,         FORBIDDEN
            2606:4700:4700::1111,    PUBLIC
            ::1,                     PRIVATE
            fd12:3456::1,            PRIVATE
            fc00::1,                 PRIVATE
            fec0::1,                 PRIVATE
            2001:db8::1,             PRIVATE
            64:ff9b::808:808,        PRIVATE
            64:ff9b::a9fe:a9fe,      FORBIDDEN
            64:ff9b:1::a00:1,        PRIVATE
            2002:808:808::1,         PRIVATE
            2002:a9fe:a9fe::1,       FORBIDDEN
            2001:0:1::1,             PRIVATE
            100::1,                  PRIVATE
            ::,                      FORBIDDEN
            fe80::1,                 FORBIDDEN
            ff02::1,                 FORBIDDEN
            fd00:ec2::254,           FORBIDDEN
            ::7f00:1,                PRIVATE
            """)
    void addressesAreClassed(String address, AddressClass expected) throws UnknownHostException {
        assertEquals(expected, AddressClass.of(InetAddress.getByName(address)));
    }

    @Test
    void anIpv4AddressWrittenAsIpv6IsThatAddress() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 169, (byte) 254, (byte) 169, (byte) 254};
        assertEquals(AddressClass.FORBIDDEN, AddressClass.of(mapped));
    }

    @Test
    void usersReachThePublicInternetOnly() throws UnknownHostException {
        AddressGuard guard = new AddressGuard(List.of("intranet.example", "*.lab.example"), false, true);
        guard.check(OutboundPolicy.UNTRUSTED, "dns.google", addresses("8.8.8.8"));
        assertBlocked(guard, OutboundPolicy.UNTRUSTED, "localhost", "127.0.0.1");
        assertBlocked(guard, OutboundPolicy.UNTRUSTED, "both.example", "8.8.8.8", "10.0.0.1");
        guard.check(OutboundPolicy.UNTRUSTED, "Intranet.Example.", addresses("10.0.0.1"));
        guard.check(OutboundPolicy.UNTRUSTED, "a.lab.example", addresses("10.0.0.1"));
        assertBlocked(guard, OutboundPolicy.UNTRUSTED, "evil-lab.example", "10.0.0.1");
        assertBlocked(guard, OutboundPolicy.UNTRUSTED, "intranet.example", "169.254.169.254");
    }

    @Test
    void administratorsReachTheirOwnNetworkButNoMetadata() throws UnknownHostException {
        AddressGuard guard = new AddressGuard(List.of(), false, true);
        guard.check(OutboundPolicy.ADMIN, "localhost", addresses("127.0.0.1", "::1"));
        assertBlocked(guard, OutboundPolicy.ADMIN, "x.example", "169.254.169.254");
        assertBlocked(guard, OutboundPolicy.ADMIN, "metadata.google.internal", "8.8.8.8");
        assertBlocked(new AddressGuard(List.of(), false, false), OutboundPolicy.ADMIN, "localhost", "127.0.0.1");
        new AddressGuard(List.of(), true, false).check(OutboundPolicy.UNTRUSTED, "x", addresses("10.0.0.1"));
    }

    private static void assertBlocked(AddressGuard guard, OutboundPolicy policy, String host, String... addresses)
            throws UnknownHostException {
        List<InetAddress> resolved = addresses(addresses);
        Failure failure = assertThrows(Failure.class, () -> guard.check(policy, host, resolved));
        assertEquals(OutboundError.ADDRESS_BLOCKED, failure.code());
        assertTrue(failure.getMessage().contains(host), failure.getMessage());
    }

    private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return List.of(addresses);
    }
}
