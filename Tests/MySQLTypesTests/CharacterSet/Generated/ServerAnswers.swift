// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-charsets; do not edit.

/// What real servers answered: 10.11.18-MariaDB-0+deb12u1-log, 11.8.6-MariaDB-0+deb13u1 from Debian-log, 9.7.4-2.
enum ServerAnswers {
    /// Each set's name, the number of its codes that stand for a character, and a checksum of them all.
    ///
    /// The checksum is the CRC-32 of every such code in ascending order, each as code and scalar of 4 bytes,
    /// little-endian.
    static let mappings = """
        armscii8 256 F63D09B0
        ascii 128 D10EC489
        big5 13838 502B3BAC
        cp1250 251 39F3D9E6
        cp1251 255 0C9F2BB2
        cp1256 248 1CCFDA33
        cp1257 244 709ADC68
        cp850 256 7EAC9596
        cp852 256 C17400A4
        cp866 256 D1C10195
        cp932 9795 0423380D
        dec8 242 0AEA5C81
        eucjpms 15206 A5C92F7A
        euckr 17176 CEFB2295
        gb18030 1112064 58B764A7
        gb2312 7573 36842FA0
        gbk 21919 E113B5C6
        geostd8 215 6AA467D4
        greek 250 1510387D
        hebrew 220 3BB1864D
        hp8 255 1740AA09
        keybcs2 256 6AF564B0
        koi8r 256 289ACF68
        koi8u 256 D579FC89
        latin1 256 F7840B41
        latin2 256 8E671BFB
        latin5 256 5408387B
        latin7 256 85C3A7FC
        macce 256 0FBE3B64
        macroman 256 30F4C2F1
        sjis 7070 245BD78F
        swe7 127 8F5D0DA5
        tis620 247 68DCD079
        ujis 15017 BB6AB161
        """

    /// Each set's name and the ids of its collations.
    static let collations = """
        armscii8 32 64 1056 1088
        ascii 11 65 1035 1089
        big5 1 84 1025 1108
        binary 63
        cp1250 26 34 44 66 99 1050 1090
        cp1251 14 23 50-52 1074-1075
        cp1256 57 67 1081 1091
        cp1257 29 58-59 1082-1083
        cp850 4 80 1028 1104
        cp852 40 81 1064 1105
        cp866 36 68 1060 1092
        cp932 95-96 1119-1120
        dec8 3 69 1027 1093
        eucjpms 97-98 1121-1122
        euckr 19 85 1043 1109
        gb18030 248-250
        gb2312 24 86 1048 1110
        gbk 28 87 1052 1111
        geostd8 92-93 1116-1117
        greek 25 70 1049 1094
        hebrew 16 71 1040 1095
        hp8 6 72 1030 1096
        keybcs2 37 73 1061 1097
        koi8r 7 74 1031 1098
        koi8u 22 75 1046 1099
        latin1 5 8 15 31 47-49 94 1032 1071
        latin2 2 9 21 27 77 1033 1101
        latin5 30 78 1054 1102
        latin7 20 41-42 79 1065 1103
        macce 38 43 1062 1067
        macroman 39 53 1063 1077
        sjis 13 88 1037 1112
        swe7 10 82 1034 1106
        tis620 18 89 1042 1113
        ucs2 35 90 128-151 159 640-642 1059 1114 1152 1174 2560-2727 2744-2759
        ujis 12 91 1036 1115
        utf16 54-55 101-124 672-674 1078-1079 1125 1147 2816-2983 3000-3015
        utf16le 56 62 1080 1086
        utf32 60-61 160-183 736-738 1084-1085 1184 1206 3072-3239 3256-3271
        utf8mb3 33 76 83 192-215 223 576-579 1057 1107 1216 1238 2048-2215 2232-2247
        utf8mb4 45-46 224-247 255-271 273-275 277-294 296-298 300 303-323 608-611 1069-1070 1248 1270 2304-2471
        utf8mb4 2488-2503
        """
}
