package dev.difynative.platform.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessAddressesTest {

    @ParameterizedTest
    @CsvSource({"https://hooks.example/services/T0/s3cret,https://hooks.example",
            "http://localhost:8080?key=1,http://localhost:8080",
            "https://user:s3cret@host:8443/a@b,https://host:8443", "https://host,https://host", "s3cret,REDACTED"})
    void onlySchemeHostAndPortAreTold(String url, String told) { assertEquals(told, HarmlessAddresses.origin(url)); }
}
