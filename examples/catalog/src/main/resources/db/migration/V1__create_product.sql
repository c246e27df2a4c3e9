create table product (
	id bigint generated always as identity primary key,
	sku varchar(32) not null unique,
	name varchar(200) not null,
	price numeric(10, 2) not null check (price >= 0)
);
