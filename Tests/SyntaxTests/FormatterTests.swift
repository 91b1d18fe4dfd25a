import JourneySyntax
import Testing

/// Pairs of a script and its one layout, side by side.
@Suite struct FormatterTests {
  @Test func `nesting sets the indentation, and keywords are in lower case`() {
    expectLayout(
      """
      JOURNEY Trip "A trip"
      Owner "Team"
            OUTCOME Done, Success
        stage Search
      Phase before
      touchpoint "First look" On web,app
      Proactive
        LEADS   TO Done for 20 % When known HAS email
      """,
      """
      journey Trip "A trip"
        owner "Team"
        outcome Done, success

        stage Search
          phase before
          touchpoint "First look" on web, app
            proactive
            leads to Done for 20% when known has email
      """)
  }

  @Test func `names keep their spelling, also where they look like keywords`() {
    expectLayout(
      """
      journey Journey
       stage Stage
        touchpoint ON on For
         tells PRICE , Cost,  Leads
         leads to FOR for 20%
      """,
      """
      journey Journey

        stage Stage
          touchpoint ON on For
            tells PRICE, Cost, Leads
            leads to FOR for 20%
      """)
  }

  @Test func `units, shares and money have one spelling`() {
    expectLine("wait 6min", "wait 6 min")
    expectLine("wait 6 minutes", "wait 6 min")
    expectLine("after 2 hours", "after 2 h")
    expectLine("after 1 days", "after 1 day")
    expectLine("after 1 hours 30mins", "after 1 h 30 min")
    expectLine("takes 2 to 5 day", "takes 2 to 5 days")
    expectLine("entry for 30 %", "entry for 30%")
    expectLine("cost € 4.50 per Click", "cost €4.50 per Click")
    expectLine("cost 4.50USD PER click", "cost 4.50 USD per click")
    expectLine("leads to Lost for 36  OF  51", "leads to Lost for 36 of 51")
    expectLine("emotion   +1", "emotion +1")
    expectLine("emotion -2", "emotion -2")
  }

  @Test func `expressions have blanks around signs and none inside parentheses`() {
    expectLine("let x=(a+b)*3-c", "let x = (a + b) * 3 - c")
    expectLine("expect count ( a . b )>=2", "expect count(a.b) >= 2")
    expectLine("expect purpose in( support ,recover )", "expect purpose in (support, recover)")
    expectLine("expect NOT(a IS NOT b)AND c Not In (d)", "expect not (a is not b) and c not in (d)")
    expectLine("expect if(a,b,c)<1", "expect if(a, b, c) < 1")
    expectLine("use Nurture(email,gap=3days)", "use Nurture (email, gap = 3 days)")
    expectLine("use \"Nurture\"(  )", "use \"Nurture\" ()")
    expectLine("leads to Awareness . \"Sponsored post\"", "leads to Awareness.\"Sponsored post\"")
    expectLine("expect emotion - 1 > -2", "expect emotion - 1 > -2")
  }

  @Test func `typographic characters become plain outside text`() {
    expectLine("note “It’s – fine”", "note \"It’s – fine\"")
    expectLine("emotion −1", "emotion -1")
    expectLine("emotion –1", "emotion -1")
    expectLine("tells price，range", "tells price, range")
    expectLine("expect\u{A0}count（a）＞2", "expect count(a) > 2")
    expectLine("note \"a – ‘b’\"", "note \"a – ‘b’\"")
    #expect(Layout.text(Tree(Source(name: "", text: "\u{FEFF}journey A\r\n  planned\r\n"))) == "journey A\n  planned\n")
  }

  @Test func `statements joined by semicolons get lines of their own`() {
    expectLayout(
      "journey A;owner \"b\" ; planned;;\nstage B;  important # why\n",
      """
      journey A
        owner "b"
        planned

        stage B
          important  # why
      """)
  }

  @Test func `blank lines are kept, but one at a time and none at the ends`() {
    expectLayout(
      "\n\n  \njourney A\n\n\n\n  planned\n\t\n\n  stage B\n  stage C\n\n\n",
      "journey A\n\n  planned\n\n  stage B\n\n  stage C\n")
  }

  @Test func `a chapter has one blank line above it and its comments`() {
    expectLayout(
      """
      # About the file
      journey A
      # About B
      ## and more
      stage B
      rule r
      test "t"
      # Far away

      project
      """,
      """
      # About the file
      journey A

        # About B
        ## and more
        stage B

      rule r

      test "t"
      # Far away

      project
      """)
  }

  @Test func `blocks hold what stands one level deeper, and end at their own`() {
    expectLayout(
      """
      journey A
      FOR EACH way IN email,sms
      persona "{way}"
      share 50%
      END
      stage B
      touchpoint T
      IF way
      wait 1 h
      ELSE
      if way is not none
      wait 2 h
      end
      End
      template "N"(way,gap=2 days)
      touchpoint U
      after gap
      end
      """,
      """
      journey A
        for each way in email, sms
          persona "{way}"
            share 50%
        end

        stage B
          touchpoint T
            if way
              wait 1 h
            else
              if way is not none
                wait 2 h
              end
            end

      template "N" (way, gap = 2 days)
        touchpoint U
          after gap
      end
      """)
  }

  @Test func `scenarios, tests and kinds are laid out like journeys`() {
    expectLayout(
      """
      scenario "No email" of A
      Without Channel email
      change touchpoint T
      without leads TO
      wait 1 h
      test "t"
      With Change stage B
      important
      expect finding R on Touchpoint T
      kind webinar "W" is Touchpoint
      attribute seats number,Required
      Default Purpose advise
      rule r
      Example Good "x"
      every Touchpoint Where wait>1 h
      """,
      """
      scenario "No email" of A
        without channel email
        change touchpoint T
          without leads to
          wait 1 h

      test "t"
        with change stage B
          important
        expect finding R on touchpoint T

      kind webinar "W" is touchpoint
        attribute seats number, required
        default purpose advise

      rule r
        example good "x"
        every touchpoint where wait > 1 h
      """)
  }
}
