namespace TelegramBotStack.Analyzers.Tests;

public class TokenTests
{
    // Put together here, so that no scanner takes it for one that was published.
    private const string Token = "1234567890" + ":" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1";

    [Fact]
    public async Task A_token_in_the_source_is_found()
        => await AnalyzerTest.Statements<TokenAnalyzer>($$"""
            var client = new TelegramBotClient({|TBSA008:"{{Token}}"|});
            var url = $"{|TBSA008:https://api.telegram.org/bot{{Token}}/getMe?|}{args.Length}";
            """);

    [Theory]
    [InlineData("123:abc")]
    [InlineData("1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("2026-11-25T20:00:00Z")]
    [InlineData("1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1x")]
    public async Task What_is_no_token_is_left_alone(string text)
        => await AnalyzerTest.Statements<TokenAnalyzer>($"""
            _ = "{text}";
            """);
}
