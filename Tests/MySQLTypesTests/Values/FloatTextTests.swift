// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct FloatTextTests {
    private func text(_ value: Double) -> String {
        var text = TextWriter()
        text.append(value)
        return text.string
    }

    private func text(_ value: Float) -> String {
        var text = TextWriter()
        text.append(value)
        return text.string
    }

    private func serverText(_ value: Float) -> String {
        var text = TextWriter()
        text.append(asServer: value)
        return text.string
    }

    /// Bits and what MySQL 9.7.4, MariaDB 10.11.18 and MariaDB 11.8.6 print for a DOUBLE column; the three agree, but for
    /// minus zero, which 10.11 gives without its sign.
    @Test(arguments: [
        (0x0000_0000_0000_0000 as UInt64, "0"),
        (0x8000_0000_0000_0000, "-0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x0010_0000_0000_0000, "2.2250738585072014e-308"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e308"),
        (0x3fb9_9999_9999_999a, "0.1"),
        (0x3fd5_5555_5555_5555, "0.3333333333333333"),
        (0x430c_6bf5_2634_0000, "1e15"),
        (0x42d6_bcc4_1e90_0000, "100000000000000"),
        (0x430c_6bf5_2633_fff8, "999999999999999"),
        (0x42dc_1221_8377_de66, "123456789012345.6"),
        (0x4311_8b54_f22a_eb03, "1234567890123456.8"),
        (0x3cd2_03af_9ee7_5616, "0.000000000000001"),
        (0x3c9c_d2b2_97d8_89bc, "1e-16"),
        (0x3cdb_0587_6e5b_0120, "0.0000000000000015"),
        (0x3cd2_0339_8fc2_173a, "9.999e-16"),
        (0x7e41_eb2d_6600_5835, "1.5e300"),
        (0x81b0_1297_d23a_b683, "-1.5e-300"),
        (0x4480_f0cf_064d_d592, "1e22"),
        (0x44b5_2d02_c7e1_4af6, "1e23"),
        (0x437b_69b4_ba63_0f35, "1.2345678901234568e17"),
        (0x3fd3_3333_3333_3334, "0.30000000000000004"),
        (0x3cd6_3d70_819b_fe6b, "0.0000000000000012345678901234568"),
        (0x4340_0000_0000_0000, "9.007199254740992e15"),
        (0x4011_6666_6666_6666, "4.35"),
        (0xc004_0000_0000_0000, "-2.5"),
        (0x4059_0000_0000_0000, "100"),
        (0x54b2_49ad_2594_c37d, "1e100"),
        (0xb984_db62_e856_f61c, "-1.2854105088737747e-31"),
        (0x886f_bbce_d7e1_d8ad, "-4.8054443963161624e-268"),
        (0x2bcb_05fa_6b29_705b, "9.883952316364365e-98"),
        (0xc801_1dc0_22ba_cab8, "-7.280431843664573e38"),
        (0x4344_0a9e_1a18_3fce, "1.1282347386240924e16"),
        (0x3ce8_7dfe_322d_ec80, "0.0000000000000027191759925212043"),
        (0x3d01_15b3_9555_de25, "0.000000000000007587162664502724"),
        (0x3d16_223f_fba2_31d1, "0.000000000000019658753560350427"),
        (0x4315_9238_c12f_6229, "1517936741963914.2"),
        (0x432e_209e_e4a7_666d, "4240058057208630.5"),
        (0x4327_fcaa_b28d_b2db, "3375867267307885.5"),
        (0xc33d_39b5_c157_39a1, "-8.226227120191905e15"),
        (0x432c_80cd_d7c1_9f20, "4.01146046217e15"),
    ])
    func `a double is printed as the servers print it`(bits: UInt64, expected: String) {
        #expect(text(Double(bitPattern: bits)) == expected)
        #expect(Double(expected)?.bitPattern == bits)
    }

    /// Bits, what the same three servers print for a FLOAT column, and the text that leads back to the bits.
    @Test(arguments: [
        (0x0000_0000 as UInt32, "0", "0"),
        (0x8000_0000, "-0", "-0"),
        (0x0000_0001, "1.4013e-45", "1e-45"),
        (0x0080_0000, "1.17549e-38", "1.1754944e-38"),
        (0x7f7f_ffff, "3.40282e38", "3.4028235e38"),
        (0x4144_cccd, "12.3", "12.3"),
        (0x3dcc_cccd, "0.1", "0.1"),
        (0x4b80_0000, "16777200", "16777216"),
        (0x4b7f_ffff, "16777200", "16777215"),
        (0x47f1_2040, "123456", "123456.5"),
        (0x47f1_20c0, "123458", "123457.5"),
        (0x4996_b428, "1234560", "1234565"),
        (0x4996_b478, "1234580", "1234575"),
        (0x4974_23f8, "1000000", "999999.5"),
        (0x4b18_967b, "10000000", "9999995"),
        (0x5863_5fa9, "1e15", "1e15"),
        (0x56b5_e621, "100000000000000", "100000000000000"),
        (0x2690_1d7d, "0.000000000000001", "0.000000000000001"),
        (0x24e6_9595, "1e-16", "1e-16"),
        (0x3901_742e, "0.000123457", "0.00012345679"),
        (0x3f00_0000, "0.5", "0.5"),
        (0x8adc_fe62, "-2.12809e-32", "-2.1280918e-32"),
        (0xeeeb_77d7, "-3.64369e28", "-3.6436927e28"),
        (0x6a15_4395, "4.51123e25", "4.5112274e25"),
        (0x3801_fc23, "0.0000309908", "0.000030990817"),
        (0x4c34_b6a3, "47372900", "47372940"),
        (0x558a_6327, "19019800000000", "19019808000000"),
        (0x2b0a_fd52, "0.00000000000049379", "0.00000000000049379"),
        (0x2832_efe1, "0.000000000000009933", "0.000000000000009933"),
    ])
    func `a float is printed as the servers print it, or without loss`(bits: UInt32, server: String, exact: String) {
        #expect(serverText(Float(bitPattern: bits)) == server)
        #expect(text(Float(bitPattern: bits)) == exact)
        #expect(Float(exact)?.bitPattern == bits)
    }

    @Test
    func `HC-013 a float is shown without the noise of a double`() {
        #expect(text(12.3 as Float) == "12.3")
        #expect(text(3.4028235e38 as Float) == "3.4028235e38")
        #expect(text(-0.0 as Float) == "-0")
        #expect(text(16_777_216 as Float) == "16777216")
    }

    @Test
    func `any float leads back to itself`() {
        var numbers = RepeatableNumbers(state: 4)
        for _ in 0..<5000 {
            let single = Float(bitPattern: UInt32(truncatingIfNeeded: numbers.next()))
            if single.isFinite { #expect(Float(text(single))?.bitPattern == single.bitPattern) }
            let double = Double(bitPattern: numbers.next())
            if double.isFinite { #expect(Double(text(double))?.bitPattern == double.bitPattern) }
        }
    }

    @Test
    func `what no column can hold has a text too`() {
        #expect(text(Double.nan) == "nan")
        #expect(text(-Double.infinity) == "-inf")
        #expect(text(Float.infinity) == "inf")
        #expect(serverText(-Float.infinity) == "-inf")
    }
}
