/// The scripts that questions are asked of, and whose parameters are set.
enum AskedScript {
  static let text = """
    parameter market = "DE"
    channel email "Newsletter"
      mode digital; one-way; identifies by email_address; at most 3 per week
    channel store; mode physical, human; two-way; open 09:00 to 18:00
    let gap = 2 days
    journey Phone "Buying a phone"
      currency EUR
      owner "CRM"
      reviewed 2026-11-21
      outcome Bought "Has a phone", success
        target 20%
      outcome Left, failure
      persona Explorer
        share 62.5%; prefers email; knows brand
      persona Upgrader
        share 37.5%; cannot use store
      layer human
        matches channel.mode has human
        needed in every stage where important
        at least 60%
      stage Awareness
        phase before; important
        pain "Too much choice", severe, answered by Advice
        touchpoint Advert on email
          purpose inform; proactive; entry for 60%; emotion +1; cost €4.50 per click
          strength 40%; evidence "Survey", 2026-01-05
          leads to Advice for 36 of 51 when persona is Explorer
          leads to Left for 10%
        touchpoint "Store visit" on store
          reactive; entry for 40%; wait 6 min; takes 1 h 30 min; effort 2; strength 70%
          leads to Checkout for 30%
          leads to Advice again at most 3 times
      stage Purchase
        lasts 1 to 3 weeks
        touchpoint Advice on store, email
          purpose advise; after gap; wait 2 to 5 days; captures email_address; emotion -2; tells price
          leads to Checkout for 80%
          leads to Left
        touchpoint Checkout on store
          purpose transact; effort 3; moment ZMOT; cost €1,200; says "Thank you {market}"
          leads to Bought
    scenario Quick of Phone
      parameter market = "FR"
      without touchpoint Advert
      change touchpoint Advice on email
        wait 1 h

    """

  static let parameters = """
    parameter text = "DE"
    parameter number = 2
    parameter share = 30%
    parameter span = 2 days
    parameter price = €4.50
    parameter day = 2026-11-21
    parameter list = (1, 2, 3)
    parameter none = unknown
    journey Phone
      currency EUR
      channel store
      stage Purchase
        lasts span + span
        touchpoint "Shop {text}" on store
          says "{text} {number} {share} {span} {price} {day} {list} {none}"
          effort number * 1
          wait span * number
          cost price * number / 3
          entry for share
          evidence text, day
          if number > 2
            note text + text
          end
          for each x in list
            note "{x}"
          end
        touchpoint Later on store
          after if(span > 1 day, span, 3 min)
          expect price < €5 and share is 30% and day > 2026-01-01 otherwise "{text}"

    """
}
