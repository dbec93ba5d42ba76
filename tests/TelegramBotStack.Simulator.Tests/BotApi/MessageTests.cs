using System.Net;
using System.Text.Json;

namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class MessageTests : SimulatorTest
{
    private SimulatedUser _ada = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ada = Telegram.CreateUser("Ada", "ada");
        await _ada.Send("/start now@once");
    }

    [Fact]
    public async Task An_update_has_the_form_of_the_real_one()
    {
        var answer = await Client.Call("getUpdates");

        var message = answer.Result[0].GetProperty("message");
        message.ToString().ShouldBe(
            $$"""
            {"message_id":1,"from":{"id":{{_ada.Id}},"is_bot":false,"first_name":"Ada","username":"ada","language_code":"en"},
            "chat":{"id":{{_ada.Id}},"type":"private","username":"ada","first_name":"Ada"},"date":1772366400,
            "text":"/start now@once","entities":[{"type":"bot_command","offset":0,"length":6}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_sent_message_is_answered_as_Message_and_reaches_the_user()
    {
        var sent = (await Send(new { chat_id = _ada.Id, text = "Hello #world, see https://example.org/a.", reply_parameters = new { message_id = 1 } })).Result;

        sent.GetProperty("message_id").GetInt32().ShouldBe(2);
        sent.GetProperty("from").GetProperty("is_bot").GetBoolean().ShouldBeTrue();
        sent.GetProperty("reply_to_message").GetProperty("text").GetString().ShouldBe("/start now@once");
        sent.GetProperty("entities").EnumerateArray().Select(entity => entity.GetProperty("type").GetString()).ShouldBe(["hashtag", "url"]);
        var reply = await _ada.NextReply(cancellationToken: Cancelled);
        reply.ReplyToMessageId.ShouldBe(1);
        reply.Entities[1].ShouldBe(new TextEntity("url", 18, 21));
        _ada.Messages.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "Bad Request: chat_id is empty")]
    [InlineData("""{"text":"x","chat_id":42}""", "Bad Request: chat not found")]
    [InlineData("""{"text":"","chat_id":ADA}""", "Bad Request: message text is empty")]
    [InlineData("""{"text":"  ","chat_id":ADA}""", "Bad Request: text must be non-empty")]
    [InlineData("""{"text":"x","chat_id":ADA,"parse_mode":"rtf"}""", "Bad Request: unsupported parse_mode")]
    [InlineData("""{"text":"x","chat_id":ADA,"reply_parameters":{"message_id":99}}""", "Bad Request: message to be replied not found")]
    [InlineData("""{"text":"x","chat_id":ADA,"reply_markup":[]}""", "Bad Request: object expected as reply markup")]
    [InlineData("""{"text":"x","chat_id":ADA,"reply_markup":"{"}""", "Bad Request: can't parse reply keyboard markup JSON object")]
    [InlineData(
        """{"text":"x","chat_id":ADA,"reply_markup":{"inline_keyboard":[[{"text":"only"}]]}}""",
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData(
        """{"text":"x","chat_id":ADA,"reply_markup":{"inline_keyboard":[[{"text":"","callback_data":"x"}]]}}""",
        "Bad Request: can't parse inline keyboard button: inline keyboard button text must be non-empty")]
    [InlineData(
        """{"text":"x","chat_id":ADA,"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"0123456789012345678901234567890123456789012345678901234567890123é"}]]}}""",
        "Bad Request: BUTTON_DATA_INVALID")]
    public async Task A_wrong_message_is_refused_in_the_servers_words(string json, string description)
    {
        var arguments = JsonSerializer.Deserialize<JsonElement>(json.Replace("ADA", $"{_ada.Id}", StringComparison.Ordinal));

        (await Send(arguments)).ShouldBeError(400, description);
        _ada.Messages.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("HTML", "<b>Hi</b> &amp; @ada")]
    [InlineData("MarkdownV2", "*Hi* & @ada")]
    [InlineData("markdown", "*Hi* & @ada")]
    public async Task Markup_is_read_before_the_text_is_sent(string mode, string text)
    {
        var sent = (await Send(new { chat_id = _ada.Id, text, parse_mode = mode })).Result;

        sent.GetProperty("text").GetString().ShouldBe("Hi & @ada");
        sent.GetProperty("entities").EnumerateArray().Select(entity => entity.GetProperty("type").GetString()).ShouldBe(["bold", "mention"]);
    }

    [Theory]
    [InlineData(4_096, null)]
    [InlineData(4_097, "Bad Request: message is too long")]
    [InlineData(32_769, "Bad Request: text is too long")]
    public async Task A_text_has_at_most_4096_characters(int length, string? description)
        => (await Send(new { chat_id = _ada.Id, text = new string('x', length) })).Description.ShouldBe(description);

    [Fact]
    public async Task A_user_who_has_blocked_the_bot_gets_nothing()
    {
        await Client.Updates();
        _ada.Block();

        (await Send(new { chat_id = _ada.Id, text = "hello" })).ShouldBeError(403, "Forbidden: bot was blocked by the user");
        _ada.Unblock();
        (await Send(new { chat_id = _ada.Id, text = "hello" })).Status.ShouldBe(HttpStatusCode.OK);
        var updates = (await Client.Call("getUpdates", new { offset = -2 })).Result.EnumerateArray().Select(update =>
            update.GetProperty("my_chat_member").GetProperty("new_chat_member").GetProperty("status").GetString());
        updates.ShouldBe(["kicked", "member"]);
    }

    [Fact]
    public async Task A_bot_cannot_write_first()
    {
        var bob = Telegram.CreateUser("Bob");
        (await Send(new { chat_id = bob.Id, text = "hello" })).ShouldBeError(400, "Bad Request: chat not found");

        Telegram.CreateGroup("Team", bob);
        (await Send(new { chat_id = bob.Id, text = "hello" })).ShouldBeError(
            403,
            "Forbidden: bot can't initiate conversation with a user");
    }

    [Fact]
    public async Task An_edit_changes_the_message_and_reaches_the_user_as_a_reply()
    {
        await Send(new { chat_id = _ada.Id, text = "0" });
        await _ada.NextReply(cancellationToken: Cancelled);

        var edited = (await Client.Call("editMessageText", new { chat_id = _ada.Id, message_id = 2, text = "1" })).Result;

        edited.GetProperty("edit_date").GetInt64().ShouldBe(Time.GetUtcNow().ToUnixTimeSeconds());
        var reply = await _ada.NextReply(cancellationToken: Cancelled);
        reply.Text.ShouldBe("1");
        reply.EditedAt.ShouldNotBeNull();
        _ada.Messages.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(2, "0", "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")]
    [InlineData(9, "1", "Bad Request: message to edit not found")]
    [InlineData(1, "1", "Bad Request: message can't be edited")]
    [InlineData(0, "1", "Bad Request: message identifier is not specified")]
    public async Task A_wrong_edit_is_refused(int messageId, string text, string description)
    {
        await Send(new { chat_id = _ada.Id, text = "0" });

        (await Client.Call("editMessageText", new { chat_id = _ada.Id, message_id = messageId, text })).ShouldBeError(400, description);
    }

    [Fact]
    public async Task Buttons_can_be_changed_alone()
    {
        await Send(new { chat_id = _ada.Id, text = "0", reply_markup = Buttons("Yes") });

        await Client.Call("editMessageReplyMarkup", new { chat_id = _ada.Id, message_id = 2, reply_markup = Buttons("No") });
        _ada.Messages[1].Buttons[0][0].Text.ShouldBe("No");
        _ada.Messages[1].Text.ShouldBe("0");

        await Client.Call("editMessageReplyMarkup", new { chat_id = _ada.Id, message_id = 2 });
        _ada.Messages[1].Buttons.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        (await Client.Call("deleteMessage", new { chat_id = _ada.Id, message_id = 1 })).Result.GetBoolean().ShouldBeTrue();

        _ada.Messages.ShouldBeEmpty();
        (await Client.Call("deleteMessage", new { chat_id = _ada.Id, message_id = 1 }))
            .ShouldBeError(400, "Bad Request: message to delete not found");
    }

    [Fact]
    public async Task A_message_older_than_two_days_cannot_be_deleted()
    {
        Time.Advance(TimeSpan.FromHours(49));

        (await Client.Call("deleteMessage", new { chat_id = _ada.Id, message_id = 1 }))
            .ShouldBeError(400, "Bad Request: message can't be deleted");
    }

    [Fact]
    public async Task A_chat_action_must_be_a_known_one()
    {
        (await Client.Call("sendChatAction", new { chat_id = _ada.Id, action = "typing" })).Result.GetBoolean().ShouldBeTrue();
        (await Client.Call("sendChatAction", new { chat_id = _ada.Id, action = "sleeping" }))
            .ShouldBeError(400, "Bad Request: wrong parameter action in request");
    }

    [Fact]
    public async Task A_pressed_button_becomes_a_callback_query_that_can_be_answered_in_time()
    {
        await Send(new { chat_id = _ada.Id, text = "sure?", reply_markup = Buttons("Yes") });
        var press = await _ada.Press(await _ada.NextReply(cancellationToken: Cancelled), "Yes");
        var query = (await Client.Call("getUpdates", new { offset = -1 })).Result[0].GetProperty("callback_query");
        query.GetProperty("data").GetString().ShouldBe("data of Yes");
        query.GetProperty("message").GetProperty("text").GetString().ShouldBe("sure?");

        var id = query.GetProperty("id").GetString();
        (await Client.Call("answerCallbackQuery", new { callback_query_id = id, text = "done", show_alert = true })).Result.GetBoolean().ShouldBeTrue();
        (await press.Answer(cancellationToken: Cancelled)).ShouldBe(new CallbackAnswer("done", true, null));

        Time.Advance(TimeSpan.FromSeconds(151));
        (await Client.Call("answerCallbackQuery", new { callback_query_id = id })).ShouldBeError(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    private static object Buttons(string text)
        => new { inline_keyboard = new[] { new[] { new { text, callback_data = "data of " + text } } } };

    private Task<Answer> Send(object arguments) => Client.Call("sendMessage", arguments);
}
