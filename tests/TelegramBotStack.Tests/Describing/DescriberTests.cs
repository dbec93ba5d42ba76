using System.Text.Json;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Describing;

namespace TelegramBotStack.Tests.Describing;

public sealed class DescriberTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_bot_says_what_it_is_made_of_without_a_token_or_a_network()
    {
        await using var bot = Builder().UseMemoryStorage().Build();
        bot.Command("start", context => context.ReplyAsync("Hello"), options => options.Describe("Begin"));
        bot.Command("stop", context => context.ReplyAsync("Bye"));
        bot.Text(context => context.ReplyAsync("?"));
        bot.On(UpdateType.PollAnswer, _ => Task.CompletedTask);

        var description = await DescribeAsync(bot);

        description.Commands.ShouldBe([new DescribedCommand("start", "Begin", IsDefault: false), new DescribedCommand("stop", null, IsDefault: false)]);
        (description.Text, description.Storage).ShouldBe((true, new DescribedStorage("memory", null)));
        description.Types.ShouldBe(["PollAnswer"]);
        Directory.EnumerateFileSystemEntries(_data.Path).ShouldBeEmpty("nothing is made for it");
    }

    [Fact]
    public async Task A_bot_that_is_a_class_says_so_too()
    {
        await using var bot = Builder().UseBot<ClassBot>().Build();

        (await DescribeAsync(bot)).Commands.ShouldHaveSingleItem().Name.ShouldBe("start");
    }

    [Fact]
    public async Task A_storage_that_cannot_be_opened_is_named_with_the_reason_when_that_is_asked_for()
    {
        var file = Path.Combine(_data.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using var bot = BotApplication.CreateBuilder($"--BOTSTACK_DATA={file}/below").Build();

        (await DescribeAsync(bot)).Storage.Problem.ShouldBeNull("nobody asked");
        (await DescribeAsync(bot, "--with-storage")).Storage.Problem.ShouldNotBeNull().ShouldContain(file);
    }

    [Fact]
    public async Task What_is_wrong_with_the_texts_of_its_project_is_told_when_that_is_asked_for()
    {
        using var project = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(project.Path, "texts.en.json"), """{ "tea": "Tea" }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project.Path, "texts.ru.json"), "{ }", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project.Path, "Program.cs"), """context.Localize("tea");""", TestContext.Current.CancellationToken);
        await using var bot = Builder().Build();

        (await DescribeAsync(bot)).Texts.ShouldBeNull("nobody asked");
        (await DescribeAsync(bot, $"--with-texts={project.Path}")).Texts.ShouldBe([new DescribedText("texts.ru.json", "Missing", "\"tea\" is missing in 'ru'.")]);
    }

    private BotApplicationBuilder Builder() => BotApplication.CreateBuilder($"--BOTSTACK_DATA={_data.Path}");

    private static async Task<BotDescription> DescribeAsync(BotApplication bot, params string[] arguments)
    {
        using var output = new StringWriter();
        (await Describer.RunAsync(bot.Services, bot.Handlers, ["--describe", .. arguments], output)).ShouldBe(0);
        return JsonSerializer.Deserialize(output.ToString(), DescriptionJson.Default.BotDescription).ShouldNotBeNull();
    }

    private sealed class ClassBot : BotBase
    {
        protected internal override void ConfigureHandlers(BotHandlers handlers) => handlers.Command("start", context => context.ReplyAsync("Hello"));
    }
}
