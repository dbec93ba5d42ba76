using Microsoft.Extensions.Configuration;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Tests.Configuration;

public sealed class BotSettingsTests
{
    [Fact]
    public void Without_any_setting_there_are_sensible_defaults()
    {
        var settings = Settings();

        settings.ApiUrl.ShouldBe(new Uri("https://api.telegram.org"));
        settings.IsTelegram.ShouldBeTrue();
        settings.Release.ShouldBe("local");
        settings.Instance.ShouldEndWith($"-{Environment.ProcessId}");
        settings.HangAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("BOT_API_URL", "telegram.org", "api-url-malformed")]
    [InlineData("BOT_API_URL", "ftp://telegram.org", "api-url-malformed")]
    [InlineData("BOT_API_URL", "http://telegram.org/bot", "api-url-malformed")]
    [InlineData("BOTSTACK_INSTANCE", "../lease", "instance-malformed")]
    [InlineData("BOTSTACK_INSTANCE", "..", "instance-malformed")]
    [InlineData("BOTSTACK_HANG_AFTER", "soon", "hang-after-malformed")]
    [InlineData("BOTSTACK_HANG_AFTER", "1", "hang-after-malformed")]
    public void A_wrong_setting_is_named(string name, string value, string code)
    {
        var fault = Should.Throw<BotConfigurationException>(() => Settings((name, value)));

        fault.Code.ShouldBe(code);
        fault.Message.ShouldContain(name);
        fault.Message.ShouldContain(value);
    }

    [Theory]
    [InlineData("0777:QQX")]
    [InlineData("777")]
    [InlineData("777:")]
    [InlineData(":QQX")]
    [InlineData("777:QQX QQX")]
    [InlineData("777:a/../b")]
    public void A_malformed_token_is_refused_without_being_shown(string token)
        => Should.Throw<BotConfigurationException>(() => BotToken.Parse(token)).Message.ShouldNotContain(token);

    [Fact]
    public void A_token_is_trimmed_and_never_shown()
    {
        var token = BotToken.Parse(" 123:AAsecret\n");

        token.Value.ShouldBe("123:AAsecret");
        $"{token}".ShouldBe("123:***");
    }

    [Fact]
    public void A_secret_file_is_read_and_the_command_line_comes_before_it()
    {
        using var secrets = new TemporaryDirectory();
        File.WriteAllText(secrets["BOT_TOKEN"], "1:file\n");
        string[] arguments = [$"--BOTSTACK_SECRETS={secrets.Path}"];

        BotApplication.CreateBuilder(arguments).Configuration["BOT_TOKEN"].ShouldBe("1:file");
        BotApplication.CreateBuilder([.. arguments, "--BOT_TOKEN=1:line"]).Configuration["BOT_TOKEN"].ShouldBe("1:line");
    }

    private static BotSettings Settings(params (string Name, string Value)[] values) => BotSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)).Build());
}
