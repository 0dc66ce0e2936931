// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-charsets; do not edit.

extension DoubleByteTable {
    static let gb18030 = DoubleByteTable(
        base: gbk,
        #"""
        A140 +E4C6 3F
        A180 +E505 21
        A240 +E526 3F
        A280 +E565 21
        A2AB +E766 6
        A2E3 €
        A2E4 +E76D 1
        A2EF +E76E 2
        A2FD +E770 2
        A340 +E586 3F
        A380 +E5C5 21
        A440 +E5E6 3F
        A480 +E625 21
        A4F4 +E772 B
        A540 +E646 3F
        A580 +E685 21
        A5F7 +E77D 8
        A640 +E6A6 3F
        A680 +E6E5 21
        A6B9 +E785 8
        A6D9 +E78D 7
        A6EC +E794 2
        A6F3 +E796 1
        A6F6 +E797 9
        A740 +E706 3F
        A780 +E745 21
        A7C2 +E7A0 F
        A7F2 +E7AF D
        A896 +E7BC B
        A8BC ḿ
        A8BF ǹ
        A8C1 +E7C9 4
        A8EA +E7CD 15
        A958 +E7E2 1
        A95B +E7E3 1
        A95D +E7E4 3
        A989 〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻
        A997 +E7F4 D
        A9F0 +E801 F
        AAA1 +E000 5E
        ABA1 +E05E 5E
        ACA1 +E0BC 5E
        ADA1 +E11A 5E
        AEA1 +E178 5E
        AFA1 +E1D6 5E
        D7FA +E810 5
        F8A1 +E234 5E
        F9A1 +E292 5E
        FAA1 +E2F0 5E
        FBA1 +E34E 5E
        FCA1 +E3AC 5E
        FDA1 +E40A 5E
        FE50 ⺁
        FE51 +E816 3
        FE54 ⺄㑳㑇⺈⺋
        FE59 +E81E 1
        FE5A 㖞㘚㘎⺌⺗㥮㤘
        FE61 +E826 1
        FE62 㧏㧟㩳㧐
        FE66 +E82B 2
        FE68 㭎㱮㳠⺧
        FE6C +E831 2
        FE6E ⺪䁖䅟⺮䌷⺳⺶⺷
        FE76 +E83B 1
        FE77 䎱䎬⺻䏝䓖䙡䙌
        FE7E +E843 1
        FE80 䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶
        FE90 +E854 2
        FE92 䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮
        FEA0 +E864 1
        FEA1 +E468 5E
        """#
    )
}
