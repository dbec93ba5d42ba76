using System.Text;
using Telegram.Bot.Types;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Files;

public sealed class FileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_of_a_user_is_downloaded_to_a_stream_or_a_file()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "received");
        var bot = Bot(telegram);
        bot.Handlers.When("document", context => context.Update.Message?.Document is not null, async context =>
        {
            var document = context.Update.Message!.Document!;
            using var content = new MemoryStream();
            await context.DownloadAsync(document.FileId, content);
            await context.DownloadAsync(document.FileId, path);
            await context.ReplyAsync($"{document.FileName}, '{context.Update.Message.Caption}': {Encoding.UTF8.GetString(content.ToArray())}");
        });
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.SendDocument("notes.txt", Encoding.UTF8.GetBytes("ы and more"), "my notes");

        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("notes.txt, 'my notes': ы and more");
        (await File.ReadAllTextAsync(path, Cancellation)).ShouldBe("ы and more");
        Directory.GetFiles(directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_nothing_is_left_of_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var directory = new TemporaryDirectory();
        var bot = Bot(telegram);
        bot.Handlers.When(
            "document",
            context => context.Update.Message?.Document is not null,
            context => context.DownloadAsync(
                context.Update.Message!.Document!.FileId, Path.Combine(directory.Path, "received"), context.Update.Message.Caption is { } limit ? long.Parse(limit) : FileExtensions.MaximumDownload));
        bot.Error((context, exception) => context.ReplyAsync($"{exception.GetType().Name}: {exception.Message}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.SendDocument("small.bin", new byte[1_001], "1000");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("FileTooLargeException: The file has 1001 bytes, and may have 1000.");
        await ada.SendDocument("large.bin", new byte[(20 << 20) + 1]);
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("FileTooLargeException: The file has too many bytes, and may have 20971520.");
        Directory.GetFiles(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_this_machine_is_uploaded_once_also_after_a_restart_until_its_content_changes()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "price list.txt");
        await File.WriteAllTextAsync(path, "tea 1", Cancellation);
        var ada = telegram.CreateUser("Ada");
        ChatFile first, second, photo;
        await using (await Start())
        {
            first = (await Say("/list")).File!;
            second = (await Say("/list")).File!;
        }

        await using var running = await Start();
        var third = (await Say("/list")).File!;
        await File.WriteAllTextAsync(path, "tea 2", Cancellation);
        var fourth = (await Say("/list")).File!;
        photo = (await Say("/photo")).File!;
        var stream = (await Say("/stream")).File!;

        first.Name.ShouldBe("price list.txt");
        Encoding.UTF8.GetString(first.Content.Span).ShouldBe("tea 1");
        (second.FileId, third.FileId).ShouldBe((first.FileId, first.FileId), "sent by its id");
        fourth.FileId.ShouldNotBe(first.FileId);
        Encoding.UTF8.GetString(fourth.Content.Span).ShouldBe("tea 2");
        photo.IsPhoto.ShouldBeTrue();
        (stream.Name, Encoding.UTF8.GetString(stream.Content.Span)).ShouldBe(("made.txt", "made"));

        // Telegram has forgotten it: the content is sent again.
        var storage = (IStorage)running.Services.GetService(typeof(IStorage))!;
        foreach (var key in await storage.ListAsync("botstack/file/", Cancellation))
        {
            await storage.SetAsync(key, "BQACunknown", Cancellation);
        }

        Encoding.UTF8.GetString((await Say("/list")).File!.Content.Span).ShouldBe("tea 2");

        async Task<ChatMessage> Say(string text)
        {
            await ada.Send(text);
            return await ada.NextReply(Patience, Cancellation);
        }

        Task<BotApplication> Start()
        {
            var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
            bot.Command("list", context => context.ReplyDocumentAsync(path, "prices"));
            bot.Command("photo", context => context.ReplyPhotoAsync(path));
            bot.Command("stream", context => context.ReplyDocumentAsync(InputFile.FromStream(new MemoryStream(Encoding.UTF8.GetBytes("made")), "made.txt")));
            return bot.StartAsync(Cancellation);
        }
    }

    private static BotApplication Bot(TelegramSimulator telegram)
        => BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build().Command("start", context => context.ReplyAsync("Hello"));
}
