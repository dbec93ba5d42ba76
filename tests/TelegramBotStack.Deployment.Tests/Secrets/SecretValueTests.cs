using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Tests.Secrets;

public sealed class SecretValueTests
{
    private const string Token = "1234567890:AAabcdefghijklmnopqrstuvwxyz_-12345";

    [Theory]
    [InlineData("your_token")]
    [InlineData("YOUR_BOT_TOKEN_HERE")]
    [InlineData("your-api-key")]
    [InlineData("your token")]
    [InlineData("token_here")]
    [InlineData("put_your_token_here")]
    [InlineData("changeme")]
    [InlineData("change-me")]
    [InlineData("replace_this")]
    [InlineData("<token>")]
    [InlineData("${BOT_TOKEN}")]
    [InlineData("{{ token }}")]
    [InlineData("xxxx")]
    [InlineData("...")]
    [InlineData("TODO")]
    [InlineData("123456:your-token")]
    public void A_placeholder_is_refused(string value) =>
        Should.Throw<DeploymentException>(() => SecretValue.Check("API_KEY", value)).Code.ShouldBe("TBS1108");

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Nothing_is_refused(string value) =>
        Should.Throw<DeploymentException>(() => SecretValue.Check("API_KEY", value)).Code.ShouldBe("TBS1004");

    [Theory]
    [InlineData("hunter2")]
    [InlineData("correct horse battery staple")]
    [InlineData("<xml><a/></xml>")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n")]
    [InlineData("keyed-hash-of-your-life")]
    [InlineData("$2y$10$abcdefghijklmnopqrstuv")]
    public void A_value_is_taken_as_it_is(string value) => SecretValue.Check("API_KEY", value).ShouldBe(value);

    [Theory]
    [InlineData("1234567890")]
    [InlineData("1234567890:short")]
    [InlineData("0234567890:AAabcdefghijklmnopqrstuvwxyz_-12345")]
    [InlineData("bot" + Token)]
    [InlineData(Token + " ")]
    [InlineData(Token + "\n")]
    [InlineData(Token + Token)]
    public void What_is_no_bot_token_is_refused_and_not_shown(string value)
    {
        var error = Should.Throw<DeploymentException>(() => SecretValue.Check("BOT_TOKEN", value));
        error.Code.ShouldBe("TBS1109");
        (error.Message + error.Mend).ShouldNotContain("AAabc");
    }

    [Fact]
    public void A_bot_token_is_taken() => SecretValue.Check("BOT_TOKEN", Token).ShouldBe(Token);
}
