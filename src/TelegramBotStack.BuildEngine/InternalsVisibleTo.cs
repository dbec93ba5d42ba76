[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("TelegramBotStack.BuildEngine.Tests")]
