using TelegramBotStack.Development;

namespace TelegramBotStack.Tests.Development;

/// <summary>The three bots differ in one thing each; what is compared must not depend on the tokens of their code.</summary>
public sealed class RegistrationCodeTests
{
    private const string Create = "TelegramBotStack.BotApplication Create(System.String[])";

    [Fact]
    public void Code_that_says_what_a_bot_is_made_of_is_found_and_handlers_are_not()
    {
        var found = RegistrationCode.Of([typeof(OneBot), .. typeof(OneBot).GetNestedTypes(System.Reflection.BindingFlags.NonPublic)]);

        found.Keys.ShouldBe([$"{typeof(OneBot).FullName}.{Create}"]);
    }

    [Fact]
    public void Another_text_in_a_handler_is_no_other_bot()
    {
        CodeOf(typeof(OneBot)).ShouldBe(CodeOf(typeof(OtherTextBot)));
    }

    [Theory]
    [InlineData(typeof(OneMoreCommandBot))]
    [InlineData(typeof(OtherNameBot))]
    [InlineData(typeof(OtherSettingBot))]
    public void One_more_command_another_name_or_another_setting_is_another_bot(Type other)
    {
        CodeOf(typeof(OneBot)).ShouldNotBe(CodeOf(other));
    }

    private static string CodeOf(Type type) =>
        RegistrationCode.Of([type])[$"{type.FullName}.{Create}"].Replace(type.FullName!, "Bot", StringComparison.Ordinal);

    private static class OneBot
    {
        public static BotApplication Create(string[] args)
        {
            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Command("start", context => context.ReplyAsync("Hello"));
            return bot;
        }
    }

    private static class OtherTextBot
    {
        public static BotApplication Create(string[] args)
        {
            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Command("start", context => context.ReplyAsync("Good morning"));
            return bot;
        }
    }

    private static class OneMoreCommandBot
    {
        public static BotApplication Create(string[] args)
        {
            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Command("start", context => context.ReplyAsync("Hello"));
            bot.Command("stop", context => context.ReplyAsync("Bye"));
            return bot;
        }
    }

    private static class OtherNameBot
    {
        public static BotApplication Create(string[] args)
        {
            var bot = BotApplication.CreateBuilder(args).UseJsonStorage().Build();
            bot.Command("begin", context => context.ReplyAsync("Hello"));
            return bot;
        }
    }

    private static class OtherSettingBot
    {
        public static BotApplication Create(string[] args)
        {
            var bot = BotApplication.CreateBuilder(args).UseMemoryStorage().Build();
            bot.Command("start", context => context.ReplyAsync("Hello"));
            return bot;
        }
    }
}
