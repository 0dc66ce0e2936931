// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-charsets; do not edit.

extension DoubleByteTable {
    static let eucjpmsThreeByte = DoubleByteTable(
        base: ujisThreeByte,
        #"""
        A2B7 ～
        A2C3 ￤
        F3F3 ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅠⅡ
        F4A1 ⅢⅣⅤⅥⅦⅧⅨⅩ＇＂㈱№℡炻仼僴凬匇匤﨎咊坙﨏塚增寬峵嵓﨑德悅愠敎昻晥晴朗栁﨓﨔橫櫢淸淲瀨凞猪甁皂皞益礰礼神祥福竧靖精綠緖羽荢﨟薰蘒﨡蠇諸譿賴赶﨣﨤逸郞都鄕﨧﨨閒隆﨩霻靍靑飯飼館馞髙魲鶴黑
        """#
    )
}
