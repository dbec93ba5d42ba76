using TelegramBotStack.Templates;

if (args is not [var directory])
{
    Console.Error.WriteLine("Usage: TelegramBotStack.Templates DIRECTORY");
    return 2;
}

TemplateDirectory.Write(directory);
return 0;
