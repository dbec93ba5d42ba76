using TelegramBotStack;
using TelegramBotStack.DataBot;

var builder = BotApplication.CreateBuilder(args);
if (args.Contains("--health"))
{
    return await builder.Build().RunAsync();
}

switch (builder.Configuration["TESTBOT_BEHAVIOUR"])
{
    case "sqlite-writer":
        builder.UseBot<SqliteWriterBot>();
        break;
    case "json-writer":
        builder.UseBot<JsonWriterBot>();
        break;
    default:
        builder.UseBot<NoteBot>();
        break;
}

return await builder.Build().RunAsync();
